import { expect, test } from "vitest";
import { labelSelector } from "../../../server/engine/kustomize/labelSelector.ts";
import { selected, type Target } from "../../../server/engine/kustomize/selector.ts";
import { mistakeOf, objectsIn, valueIn } from "./changing.ts";

const objects = objectsIn(`
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: one, labels: { a: "2", b: "" } }
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: two, namespace: here, annotations: { a: x } }
  ---
  apiVersion: v1
  kind: Namespace
  metadata: { name: three }
`);

const names = (target: Target) => selected(target, objects).map((it) => nameOf(it.node));

const nameOf = (node: (typeof objects)[number]["node"]) => {
  const metadata = node.entries.find((it) => it.key.text === "metadata")?.value;
  const name =
    metadata?.kind === "mapping"
      ? metadata.entries.find((it) => it.key.text === "name")
      : undefined;
  return name?.value?.kind === "scalar" ? name.value.text : "";
};

test.for<[Target, string]>([
  [{}, "one two three"],
  [{ kind: "" }, "one two three"],
  [{ kind: "Conf.*|Name.*" }, "one three"],
  [{ kind: "Conf" }, ""],
  [{ name: "t.*" }, "two three"],
  [{ group: "apps" }, "two"],
  [{ version: "v1", group: "apps" }, "two"],
  [{ namespace: "default" }, "one"],
  [{ namespace: "_non_namespaceable_" }, "three"],
  [{ namespace: "here|default" }, "one two"],
  [{ labelSelector: "a=2" }, "one"],
  [{ annotationSelector: "a" }, "two"],
  [{ name: "one|two", labelSelector: "!a" }, "two"],
])("%o selects %s", ([target, expected]) => {
  expect(names(target).join(" ")).toBe(expected);
});

test("a bad expression stops where it stands, whether or not there are objects", () => {
  const node = valueIn(`{ kind: "(" }`);
  expect(mistakeOf(() => selected({ kind: "(", node }, []))).toEqual({
    message: "error parsing regexp: missing closing ): `^(?:()$`",
    at: '"("',
  });
});

test.for([
  ["a=2", true],
  ["a==2", true],
  ["a = 2 , b", true],
  ["a!=2", false],
  ["c!=2", true],
  ["a in (1,2)", true],
  ["a in (1,,3)", false],
  ["b in ()", true],
  ["b=", true],
  ["a notin (1)", true],
  ["c notin (1)", true],
  ["a>1", true],
  ["a<1", false],
  ["b>1", false],
  ["!c", true],
  ["!a", false],
  ["in in (in)", true],
  ["", true],
] as const)("'%s' is %s", ([text, expected]) => {
  const labels = new Map(Object.entries({ a: "2", b: "", in: "in" }));
  expect(labelSelector(text)(labels)).toBe(expected);
});

const NAME =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

/** The texts of kustomize 5.8.1. */
test.for([
  ["a in (b,", "unable to parse requirement: found '', expected: ',', or identifier"],
  ["a=(b)", "unable to parse requirement: found '(', expected: identifier"],
  ["a b", "unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'"],
  ["a in b", "unable to parse requirement: found 'b' expected: '('"],
  ["!", "unable to parse requirement: found '', expected: identifier"],
  ["!a=b", "found '=', expected: ',' or 'end of string'"],
  [",a", "found ',', expected: !, identifier, or 'end of string'"],
  ["a,", "found '', expected: identifier after ','"],
  ["a>x", "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer"],
  ["_a=b", `unable to parse requirement: invalid label key "_a": name part ${NAME}`],
  ["/a", `unable to parse requirement: invalid label key "/a": prefix part must be non-empty`],
] as const)("'%s' is no selector", ([text, message]) => {
  expect(mistakeOf(() => labelSelector(text)).message).toBe(message);
});
