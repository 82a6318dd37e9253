import { expect, test } from "vitest";
import { ruleCodes } from "../docs/rulePages.ts";
import manifest from "../package.json" with { type: "json" };
import { configurationOf, defaultConfiguration } from "../server/lsp/configuration.ts";

const settings: readonly (readonly [string, { readonly default: unknown }])[] =
  manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));

const { commands, menus, walkthroughs } = manifest.contributes;
const inMenus: readonly (readonly [
  string,
  { readonly command?: string; readonly group?: string },
])[] = Object.entries(menus).flatMap(([menu, items]) => items.map((it) => [menu, it] as const));

/** What VS Code hands out when a person has chosen nothing. */
function untouched(): Record<string, unknown> {
  const section: Record<string, unknown> = {};
  for (const [name, { default: value }] of settings) {
    const [, group = "", key] = name.split(".");
    section[group] = key === undefined ? value : { [key]: value };
  }
  return section;
}

test("the defaults of the settings are those of the server", () => {
  expect(configurationOf(untouched(), [])).toEqual(defaultConfiguration);
});

test("every setting is ours, has a place, a scope and a description", () => {
  for (const [name, setting] of settings) {
    expect(name).toMatch(/^flightpath\./);
    expect(setting).toMatchObject({
      order: expect.any(Number),
      scope: "window",
      markdownDescription: expect.stringMatching(/^[A-Z].*\.$/),
    });
  }
});

test("every command has our category, a title without it, and no key", () => {
  expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(["Flightpath"]));
  expect(commands.filter(({ title }) => /flightpath/i.test(title))).toEqual([]);
  expect(manifest.contributes).not.toHaveProperty("keybindings");
});

test("menus offer commands that there are, and toolbars those that have an icon", () => {
  const named = inMenus.flatMap(([, { command }]) => command ?? []);
  const known = commands.map((it) => it.command);
  expect(named.filter((it) => !known.includes(it))).toEqual([]);
  const inToolbars = inMenus.flatMap(([menu, { command, group = "" }]) =>
    /^inline|^navigation/.test(group) && !menu.startsWith("explorer") ? (command ?? []) : [],
  );
  const withoutIcon = commands.filter((it) => !("icon" in it)).map((it) => it.command);
  expect(inToolbars.filter((it) => withoutIcon.includes(it))).toEqual([]);
});

test("each step of the walkthrough offers a command that there is, and is done once that has run", () => {
  const titles = new Map(commands.map((it) => [it.command, it.title]));
  for (const { description, completionEvents } of walkthroughs.flatMap(({ steps }) => steps)) {
    const [, title, command = ""] = /\[(.+)\]\(command:(.+)\)$/.exec(description) ?? [];
    expect(titles.get(command)).toBe(title);
    expect(completionEvents).toContain(`onCommand:${command}`);
    const events = completionEvents.map((it) => it.replace("onCommand:", ""));
    expect(events.filter((it) => !titles.has(it))).toEqual([]);
  }
});

test("the setting for rules completes every code", () => {
  const rules = settings.find(([name]) => name === "flightpath.rules")?.[1];
  expect(rules).toMatchObject({ propertyNames: { enum: ruleCodes() } });
});
