import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { vscodeFolder } from "../../scripts/editor.mjs";
import { root } from "../../scripts/paths.mjs";

/** VS Code's own tokenizer and YAML grammar, with our grammars injected as VS Code injects them. */
interface Grammar {
  tokenizeLine(line: string, state: unknown): { tokens: Token[]; ruleStack: unknown };
}

interface Token {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly scopes: readonly string[];
}

let yaml: Grammar;

beforeAll(async () => {
  const require = createRequire(join(vscodeFolder, "node_modules", "package.json"));
  const oniguruma = require("vscode-oniguruma");
  const textmate = require("vscode-textmate");
  const engine = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(engine);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope: string) => {
      const file = fileOf(scope);
      return textmate.parseRawGrammar(readFileSync(file, "utf8"), file);
    },
    getInjections: (scope: string) => (scope === "source.yaml" ? ours : []),
  });
  yaml = await registry.loadGrammar("source.yaml");
});

const ours = ["flightpath.substitution", "flightpath.marker"];

const fileOf = (scope: string): string =>
  ours.includes(scope)
    ? join(root, "syntaxes", scope.replace("flightpath.", "").concat(".tmLanguage.json"))
    : join(vscodeFolder, "extensions", "yaml", "syntaxes", `${yamlName(scope)}.tmLanguage.json`);

const yamlName = (scope: string): string =>
  scope.replace("source.", "").replace(/yaml\.(?=[\de])/, "yaml-");

/** The tokens that our grammars name, as `text: name`, with what stands in every name left out. */
function named(text: string): readonly string[] {
  let state: unknown = null;
  return text.split("\n").flatMap((line) => {
    const { tokens, ruleStack } = yaml.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
      const name = scopes.at(-1) ?? "";
      if (!name.endsWith(".flightpath")) return [];
      return [`${line.slice(startIndex, endIndex)}: ${name.replace(".flightpath", "")}`];
    });
  });
}

const begin = "${: punctuation.definition.substitution.begin";
const end = "}: punctuation.definition.substitution.end";
const variable = (name: string) => `${name}: variable.other.substitution`;
const operator = (sign: string) => `${sign}: keyword.operator.substitution`;
const text = (value: string) => `${value}: string.unquoted.substitution`;

test.for<readonly [string, string, readonly string[]]>([
  ["a plain value", "path: ${cluster}", [begin, variable("cluster"), end]],
  ["inside a value", "path: ./a/${cluster}/b", [begin, variable("cluster"), end]],
  ["in double quotes", 'path: "${cluster}"', [begin, variable("cluster"), end]],
  ["in single quotes", "path: '${cluster}'", [begin, variable("cluster"), end]],
  ["in a key", "${name}: x", [begin, variable("name"), end]],
  ["in a block scalar", "a: |\n  host ${name}", [begin, variable("name"), end]],
  ["a default", "a: ${name:=dev}", [begin, variable("name"), operator(":="), text("dev"), end]],
  [
    "a variable as default",
    "a: ${name:-${other}}",
    [begin, variable("name"), operator(":-"), begin, variable("other"), end, end],
  ],
  ["twice in a line", "a: ${b}-${c}", [begin, variable("b"), end, begin, variable("c"), end]],
  ["an escaped one", "a: $${name}", ["$$: constant.character.escape.substitution"]],
  ["no substitution", "a: $name", []],
  ["in a comment", "# ${name}", []],
  [
    "an encrypted value",
    "a: ENC[AES256_GCM,data:abc,type:str]",
    [
      "ENC: keyword.other.encrypted",
      "[: punctuation.definition.encrypted.begin",
      "AES256_GCM: constant.other.encrypted",
      ",data:abc,type:str: comment.encrypted",
      "]: punctuation.definition.encrypted.end",
    ],
  ],
])("%s", ([, source, tokens]) => {
  expect(named(source)).toEqual(tokens);
});

test("the marker of an image policy", () => {
  expect(named('tag: 1.0.0 # {"$imagepolicy": "flux-system:app:tag"}')).toEqual(
    expect.arrayContaining([
      '"$imagepolicy": keyword.other.marker',
      "flux-system: entity.name.namespace",
      "app: entity.name.type",
      "tag: constant.language.marker",
    ]),
  );
});

test("a comment that silences a finding", () => {
  expect(named("name: x # flightpath-ignore: unlisted-file")).toContain(
    "flightpath-ignore: keyword.other.marker",
  );
});
