import fc from "fast-check";
import { type Desk, type Late, late } from "./desk.ts";
import { fields, labels } from "./pods.ts";
import { chosen, namespaceName, oddText, rarely, seed } from "./scalars.ts";
import type { Fields } from "./value.ts";

const key = fc.constantFrom("a", "b", "c", "config.yaml", "A_B", "x y");

const literal = fc
  .tuple(
    key,
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          "b",
          "1",
          "true",
          "two words",
          "a=b",
          "",
          '"quoted"',
          "'q'",
          "'\"",
        ),
      },
      { weight: 1, arbitrary: oddText },
    ),
  )
  .map(([name, value]) => `${name}=${value}`);

const binary = fc.constantFrom(
  new Uint8Array([0xff, 0xfe, 0, 1]),
  new Uint8Array(Array.from({ length: 120 }, (_, index) => 255 - index)),
);

const content = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.oneof(
      oddText,
      fc.constantFrom("key: value\n", "line\r\nline\r\n", "\ufeffa\n", "a".repeat(80)),
    ),
  },
  { weight: 1, arbitrary: binary },
);

const source = fc.record({
  name: fc.constantFrom("a.txt", "b.conf", "config.yaml", "z"),
  key: rarely(1, key),
  content,
});

const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom("A", "B", "C_D", " E", "export F", "G "),
        fc.constantFrom("1", "x y ", '"q"', "a=b", "", "# c"),
      )
      .map(([name, value]) => `${name}=${value}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("# comment", "", "BARE", "  # indented", "=nothing", "é=ü"),
  },
);

const environment = fc.record({
  lines: fc.array(line, { maxLength: 4 }),
  end: fc.constantFrom("\n", "\r\n", ""),
  marked: rarely(10, fc.constant(true)),
});
type Environment = typeof environment extends fc.Arbitrary<infer T> ? T : never;

const options = rarely(
  3,
  fields({
    labels: rarely(2, labels),
    annotations: rarely(2, labels),
    disableNameSuffixHash: rarely(1, fc.boolean()),
    immutable: rarely(4, fc.boolean()),
  }),
);

export const generatorOptions = options;

const entry = fc.record({
  name: fc.constantFrom("settings", "app", "web", "db"),
  namespace: rarely(6, namespaceName),
  behavior: rarely(3, fc.constantFrom("create", "merge", "replace", "merge", "other")),
  target: seed,
  literals: rarely(
    1,
    fc.uniqueArray(literal, { maxLength: 3, selector: (it) => it.split("=", 1)[0] }),
  ),
  files: rarely(
    2,
    fc.uniqueArray(source, { minLength: 1, maxLength: 2, selector: (it) => it.key ?? it.name }),
  ),
  envs: rarely(4, fc.array(environment, { minLength: 1, maxLength: 2 })),
  env: rarely(25, environment),
  options,
  type: rarely(4, fc.constantFrom("Opaque", "kubernetes.io/tls")),
  repeats: rarely(30, fc.constant(true)),
});
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

/** An entry of `configMapGenerator` or `secretGenerator`. */
export const generatorEntry = (
  kind: "ConfigMap" | "Secret",
): fc.Arbitrary<Late<Fields | undefined>> =>
  late(entry, (plan, desk) => {
    const used = new Set<string>();
    const isNew = (key: string): boolean =>
      plan.repeats === true || (!used.has(key) && used.add(key) !== undefined);
    const environmentFile = (it: Environment): string =>
      desk.addFile("some.env", environmentText(it, isNew));
    return {
      ...identityOf(plan, kind, desk),
      envs: plan.envs?.map(environmentFile),
      env: plan.env && environmentFile(plan.env),
      literals: plan.literals?.filter((it) => isNew(it.split("=", 1)[0] ?? "")),
      files: plan.files?.filter((it) => isNew(it.key ?? it.name)).map((it) => fileSource(it, desk)),
      options: plan.options,
      type: kind === "Secret" ? plan.type : undefined,
    };
  });

/** Merging needs something to merge with; creating needs a free name. */
function identityOf(
  { name, namespace, behavior, target }: Entry,
  kind: string,
  desk: Desk,
): Fields {
  if (behavior === "merge" || behavior === "replace") {
    const there = chosen(
      desk.known.filter((it) => it.kind === kind),
      target,
    );
    if (there) return { name: there.name, namespace: there.namespace, behavior };
  }
  let free: string = name;
  const isTaken = () => desk.known.some((it) => it.kind === kind && it.name === free);
  for (let number = 2; isTaken() || !desk.take(`${kind} ${free}`); number++) {
    free = `${name}-${number}`;
  }
  return {
    name: free,
    namespace,
    behavior: behavior === "create" || behavior === "other" ? behavior : undefined,
  };
}

function fileSource(
  plan: { name: string; key: string | undefined; content: string | Uint8Array },
  desk: Desk,
): string {
  const path = desk.addFile(plan.name, plan.content);
  return plan.key === undefined ? path : `${plan.key}=${path}`;
}

function environmentText(
  { lines, end, marked }: Environment,
  isNew: (key: string) => boolean,
): string {
  const kept = [...lines, ...(end ? [] : ["LAST=1"])].filter((it) =>
    isNew(it.split("=", 1)[0]?.trimStart() ?? ""),
  );
  return `${marked ? "\ufeff" : ""}${kept.join(end || "\n")}${end}`;
}
