import { expect, test } from "vitest";
import { ruleCodes } from "../docs/rulePages.ts";
import manifest from "../package.json" with { type: "json" };
import { configurationOf, defaultConfiguration } from "../server/lsp/configuration.ts";

const settings: readonly (readonly [string, { readonly default: unknown }])[] =
  manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));

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
  const { commands } = manifest.contributes;
  expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(["Flightpath"]));
  expect(commands.filter(({ title }) => /flightpath/i.test(title))).toEqual([]);
  expect(manifest.contributes).not.toHaveProperty("keybindings");
});

test("the setting for rules completes every code", () => {
  const rules = settings.find(([name]) => name === "flightpath.rules")?.[1];
  expect(rules).toMatchObject({ propertyNames: { enum: ruleCodes() } });
});
