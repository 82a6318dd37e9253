import { expect, test } from "vitest";
import { asked, map } from "./support/asked.ts";

const maps = "/api/v1/namespaces/apps/configmaps";

test("pages show one moment, whatever happens between them", () => {
  const { ask } = asked();
  for (const name of ["a", "b", "c", "d"]) ask(`POST ${maps}`, map(name));
  const first = ask(`GET ${maps}?limit=2`);
  expect(namesIn(first.at("items"))).toEqual(["a", "b"]);
  expect(first.at("metadata", "remainingItemCount")).toBe(2);
  ask(`DELETE ${maps}/c`);
  ask(`POST ${maps}`, map("bb"));
  const next = ask(`GET ${maps}?limit=2&continue=${String(first.at("metadata", "continue"))}`);
  expect(namesIn(next.at("items"))).toEqual(["c", "d"]);
  expect(next.at("metadata", "continue")).toBeUndefined();
  expect(namesIn(ask(`GET ${maps}`).at("items"))).toEqual(["a", "b", "bb", "d"]);
});

test("a page whose moment is forgotten has to be asked anew", () => {
  const { ask, cluster } = asked();
  for (const name of ["a", "b"]) ask(`POST ${maps}`, map(name));
  const token = String(ask(`GET ${maps}?limit=1`).at("metadata", "continue"));
  ask(`DELETE ${maps}/b`);
  cluster.store.compact();
  const late = ask(`GET ${maps}?limit=1&continue=${token}`);
  expect([late.status, late.at("reason")]).toEqual([410, "Expired"]);
  expect(ask(`GET ${maps}?continue=rubbish`).status).toBe(400);
});

const namesIn = (items: unknown): readonly string[] =>
  (items as readonly { readonly metadata: { readonly name: string } }[]).map(
    (it) => it.metadata.name,
  );
