import { describe, expect, test } from "vitest";
import { applied } from "../../../server/engine/edits/textEdit.ts";
import type { FileEdits } from "../../../server/engine/edits.ts";
import { codeActions } from "../../../server/engine/features/codeActions.ts";
import { checkAlone } from "../../../server/engine/rules/check.ts";
import { present } from "../../../server/engine/rules/present.ts";
import { spanOf } from "../../../server/engine/source.ts";
import { catalogue } from "../../support/catalogue.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { dedented } from "./completing.ts";

/** The actions at the cursor: titles, preferred ones with a star, and what a chosen one leaves behind. */
function actionsAt(source: string) {
  const { files, cursor } = readFixture(source);
  if (!cursor) throw new Error("The fixture has no cursor.");
  const workspace = workspaceOf(files, { catalogue });
  const shown = present(workspace, cursor.path, checkAlone(workspace, cursor.path));
  const found = codeActions(workspace, cursor.path, spanOf(cursor.offset, cursor.offset), shown);
  return {
    titles: found.map((it) => (it.preferred ? `* ${it.title}` : it.title)),
    left: (title: string, path = cursor.path): string | undefined => {
      const does = found.find((it) => it.title === title)?.does;
      return does && textAfter(files, does, path);
    },
  };
}

function textAfter(files: ReadonlyMap<string, string>, does: FileEdits, path: string) {
  const created = does.creates.find((it) => it.path === path);
  if (created) return created.text;
  const edits = does.edits
    .filter((it) => it.place.path === path)
    .map((it) => ({ span: it.place.span, text: it.text }));
  return applied(
    files.get(path) ?? "",
    edits.sort((a, b) => a.span.start - b.span.start),
  );
}

const canary = (...analysis: readonly string[]) => `
  #- canary.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: web }
  spec:
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
    service: { port: 80 }
    analysis:
      interval: 1m
      threshold: 5
${analysis.map((it) => `      ${it}`).join("\n")}
`;

describe("fixes", () => {
  test("the right one is preferred", () => {
    const { titles, left } = actionsAt(canary("stepWie<|>ght: 5 # slowly"));
    const fix = titles.find((it) => it.startsWith("* "));
    expect(fix).toBeDefined();
    expect(left(fix?.slice(2) ?? "")).toContain("    stepWeight: 5 # slowly\n");
  });

  test("all of one code in the file at once", () => {
    const { titles, left } = actionsAt(canary("stepWie<|>ght: 5", "maxWieght: 50"));
    const all = "Fix all 2 of unknown-field in this file";
    expect(titles).toContain(all);
    expect(left(all)).toContain("    stepWeight: 5\n    maxWeight: 50\n");
  });

  test("nothing where there is no problem", () => {
    expect(actionsAt(canary("stepWeight: <|>5")).titles).toEqual([]);
  });
});

describe("suppression", () => {
  const suppressed = (line: string) =>
    actionsAt(canary(line)).left("Suppress unknown-field here")?.split("analysis:\n")[1];
  const head = "    interval: 1m\n    threshold: 5\n";

  test("at the end of the line", () => {
    expect(suppressed("a<|>: 5")).toBe(`${head}    a: 5 # flightpath-ignore: unknown-field\n`);
  });

  test("above a line that has a comment", () => {
    expect(suppressed("a<|>: 5 # five")).toBe(
      `${head}    # flightpath-ignore: unknown-field\n    a: 5 # five\n`,
    );
  });

  test("joins a comment that suppresses something else", () => {
    expect(suppressed("a<|>: 5 # flightpath-ignore: wrong-type")).toBe(
      `${head}    a: 5 # flightpath-ignore: wrong-type, unknown-field\n`,
    );
  });

  test("above text of several lines", () => {
    expect(suppressed("a<|>: five\n        and six")).toBe(
      `${head}    # flightpath-ignore: unknown-field\n    a: five\n      and six\n`,
    );
  });

  test("on the line of a block scalar", () => {
    expect(suppressed("a<|>: |\n        five")).toBe(
      `${head}    a: | # flightpath-ignore: unknown-field\n      five\n`,
    );
  });
});

describe("switching a rule off", () => {
  const title = "Turn unknown-field off in .flightpath.yaml";
  const settingsAfter = (settings: string | undefined) => {
    const file = settings === undefined ? "" : `#- .flightpath.yaml\n${settings}`;
    return actionsAt(`${dedented(canary("a<|>: 5"))}${file}`).left(title, ".flightpath.yaml");
  };

  test("makes the settings of the repository", () => {
    expect(settingsAfter(undefined)).toBe("rules:\n  unknown-field: off\n");
  });

  test("adds to them", () => {
    expect(settingsAfter("# ours\nrules:\n  wrong-type: hint # why\nexclude: [a]\n")).toBe(
      "# ours\nrules:\n  wrong-type: hint # why\n  unknown-field: off\nexclude: [a]\n",
    );
    expect(settingsAfter("exclude: [a]\n")).toBe("exclude: [a]\nrules:\n  unknown-field: off\n");
    expect(settingsAfter("# nothing yet\n")).toBe("# nothing yet\nrules:\n  unknown-field: off\n");
  });

  test("changes what they say", () => {
    expect(settingsAfter("rules: { unknown-field: hint }\n")).toBe(
      "rules: { unknown-field: off }\n",
    );
  });
});
