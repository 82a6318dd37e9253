import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checker, drain } from "../../server/engine/rules/checker.ts";
import { present } from "../../server/engine/rules/present.ts";
import type { SchemaCatalogue } from "../../server/engine/schema/catalogue.ts";
import { emptyWorkspace, filesOf, type Workspace } from "../../server/engine/workspace.ts";
import { changedAndBuilt } from "../support/built.ts";
import { catalogue } from "../support/catalogue.ts";

/** Edits in all; `npm run test:edits` asks for 200,000. */
const EDITS = Number(process.env.FLIGHTPATH_EDITS ?? 10_000);
const EDITS_PER_RUN = 25;

/** The short run is the same each time; the long one looks for something new. */
const SEED = process.env.FLIGHTPATH_EDITS === undefined ? { seed: 1 } : {};

/** Without the repositories beside the checkout the few that are here take no more than their share. */
const SHARES = 60;

const USUAL_FILES = 40;

const here = import.meta.dirname;
const repositories = [
  join(here, "../../examples/faces"),
  join(here, "../../examples/broken"),
  ...foldersIn(join(here, "../../../shared/conformance/overlays/repos")),
  ...foldersIn(join(here, "../../../shared/conformance/flux/cases")).slice(0, 60),
].filter((it) => existsSync(it));

/** One thing a person or a tool does to one file of a repository; numbers are taken modulo what there is. */
const edit = fc.record({
  file: fc.nat(),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  what: fc.constantFrom(
    "type",
    "delete",
    "deleteLine",
    "duplicateLine",
    "moveLine",
    "indent",
    "copyFrom",
    "remove",
    "create",
  ),
  text: fc.oneof(
    fc.constantFrom("x", " ", "\n", "- ", ": ", "'", '"', "{", "[", "*a ", "&a ", "\t", "|", "#"),
    fc.constantFrom("---\n", "\r\n", "<<: *a", "${x}", "{{ x }}", "name: a\n", "namespace: b\n"),
    fc.string({ maxLength: 4 }),
  ),
});
type Act = typeof edit extends fc.Arbitrary<infer T> ? T : never;

describe.each(repositories.map((it) => [relative(join(here, "../.."), it), it] as const))(
  "edits of %s",
  (_, folder) => {
    test("the incremental answer is that from scratch, after every edit", () => {
      const files = filesBelow(folder);
      const share = EDITS / Math.max(SHARES, repositories.length) / EDITS_PER_RUN;
      // Starting from scratch after each edit takes as long as there are files.
      const runs = Math.max(1, Math.round(share * Math.min(1, USUAL_FILES / files.size)));
      fc.assert(
        fc.property(
          fc.array(edit, { minLength: EDITS_PER_RUN, maxLength: EDITS_PER_RUN }),
          (acts) => staysTrue(files, acts),
        ),
        { numRuns: runs, endOnFailure: true, ...SEED },
      );
    });
  },
);

function staysTrue(files: ReadonlyMap<string, string>, acts: readonly Act[]): void {
  const texts = new Map(files);
  let { workspace, touched } = changedAndBuilt(
    emptyWorkspace(catalogue),
    [...texts].map(([path, text]) => ({ path, content: { text } })),
  );
  const checks = checker();
  for (const it of touched) checks.invalidate(it);
  drain(checks, workspace);
  for (const act of acts) {
    const path = perform(texts, act);
    const text = texts.get(path);
    ({ workspace, touched } = changedAndBuilt(workspace, [
      { path, content: text === undefined ? undefined : { text } },
    ]));
    for (const it of touched) checks.invalidate(it);
    drain(checks, workspace);
    expect(told(workspace, checks)).toEqual(fromScratch(texts, catalogue));
  }
}

function fromScratch(texts: ReadonlyMap<string, string>, schemas: SchemaCatalogue): unknown {
  const { workspace, touched } = changedAndBuilt(
    emptyWorkspace(schemas),
    [...texts].map(([path, text]) => ({ path, content: { text } })),
  );
  const checks = checker();
  for (const it of touched) checks.invalidate(it);
  drain(checks, workspace);
  return told(workspace, checks);
}

/** Everything a person would see, in an order of its own. */
function told(workspace: Workspace, checks: ReturnType<typeof checker>): readonly string[] {
  return [...filesOf(workspace)]
    .flatMap(({ path }) =>
      present(workspace, path, checks.problemsOf(workspace, path)).map(
        ({ place, severity, problem, related }) =>
          `${path}:${place.span.start}-${place.span.end} ${severity} ${problem.code} ${problem.message} ${related
            .map((it) => `${it.place.path}:${it.place.span.start} ${it.message}`)
            .join("; ")}`,
      ),
    )
    .sort();
}

/** Changes the texts; tells which file it was. */
function perform(texts: Map<string, string>, act: Act): string {
  const paths = [...texts.keys()].sort();
  const path = paths[act.file % Math.max(1, paths.length)] ?? "new.yaml";
  const text = texts.get(path) ?? "";
  const lines = text.split("\n");
  const line = Math.floor(act.at * lines.length) % lines.length;
  const offset = Math.floor(act.at * text.length);
  switch (act.what) {
    case "type":
      texts.set(path, text.slice(0, offset) + act.text + text.slice(offset));
      break;
    case "delete":
      texts.set(path, text.slice(0, offset) + text.slice(offset + 1 + Math.floor(act.to * 6)));
      break;
    case "deleteLine":
      texts.set(path, lines.toSpliced(line, 1).join("\n"));
      break;
    case "duplicateLine":
      texts.set(path, lines.toSpliced(line, 0, lines[line] ?? "").join("\n"));
      break;
    case "moveLine":
      texts.set(
        path,
        lines
          .toSpliced(line, 1)
          .toSpliced(Math.floor(act.to * lines.length), 0, lines[line] ?? "")
          .join("\n"),
      );
      break;
    case "indent":
      texts.set(path, lines.with(line, `  ${lines[line]}`).join("\n"));
      break;
    case "copyFrom": {
      const other = texts.get(paths[Math.floor(act.to * paths.length)] ?? path) ?? "";
      texts.set(path, `${text}\n---\n${other}`.slice(0, 20_000));
      break;
    }
    case "remove":
      texts.delete(path);
      break;
    case "create": {
      const name = `${path.slice(0, path.lastIndexOf("/") + 1)}new-${act.file % 5}.yaml`;
      texts.set(name, text);
      return name;
    }
  }
  return path;
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((it) => join(folder, it))
    .filter((it) => statSync(it).isDirectory());
}

function filesBelow(folder: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!/\.(ya?ml)$/.test(name) || !statSync(path).isFile()) continue;
    out.set(name.replaceAll("\\", "/"), readFileSync(path, "utf8"));
  }
  return out;
}
