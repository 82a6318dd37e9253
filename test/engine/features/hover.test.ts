import { describe, expect, test } from "vitest";
import { hover } from "../../../server/engine/features/hover.ts";
import { code, plain } from "../../../server/engine/features/markdown.ts";
import { catalogue } from "../../support/catalogue.ts";
import { readScene } from "../../support/features.ts";
import { dedented } from "./completing.ts";

/** What hover says, and the text that it says it of. */
function hoverAt(source: string): { of: string; says: string } | undefined {
  const { workspace, cursor, files } = readScene(source, { catalogue });
  const found = hover(workspace, cursor);
  if (!found) return undefined;
  const { path, span } = found.place;
  expect(path).toBe(cursor.path);
  return { of: (files.get(path) ?? "").slice(span.start, span.end), says: found.markdown };
}

function expectHover(source: string, of: string, says: string): void {
  expect(hoverAt(source)).toEqual({ of, says: dedented(says).trimEnd() });
}

const flux = (line: string) => `
#- clusters/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  ${line}
#- clusters/others.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: infra, namespace: flux-system }
spec: { path: ./infra, sourceRef: { kind: GitRepository, name: fleet } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: fleet, namespace: flux-system }
spec:
  url: https://me:password@example.com/fleet
  ref: { branch: main, tag: v1 }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: flux-system }
spec: { url: https://charts.example.com }
---
apiVersion: v1
kind: Secret
metadata: { name: age, namespace: flux-system }
stringData: { age.agekey: AGE-SECRET-KEY }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: vars, namespace: flux-system }
data: { domain: example.com, zone: "1" }
#- apps/kustomization.yaml
resources: [web.yaml]
#- apps/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 2, template: { spec: { containers: [{ image: web:1 }, { image: side:2 }] } } }
`;

describe("fields", () => {
  test("type, whether it must be there, what it does, where to read on", () => {
    const found = hoverAt(flux("pru<|>ne: true"));
    expect(found?.of).toBe("prune");
    expect(found?.says).toMatch(/^`spec\.prune` · true or false · required\n\n[A-Z].+\n\n/);
    expect(found?.says).toContain(
      "[Kustomization documentation](https://fluxcd.io/flux/components/kustomize/kustomizations/)",
    );
  });

  test("default, version, choices", () => {
    expect(hoverAt(flux("for<|>ce: true"))?.says).toContain("default `false`");
    expect(hoverAt(flux("deletionPolicy: Del<|>ete"))).toMatchObject({ of: "Delete" });
    const says = hoverAt(flux("deletionPo<|>licy: Delete"))?.says;
    expect(says).toContain("since Flux 2.5");
    expect(says).toContain("One of `MirrorPrune`, `Delete`, `WaitForTermination`, `Orphan`.");
  });

  test("items of lists are all the same", () => {
    expect(hoverAt(flux("dependsOn: [{ na<|>me: x }]"))?.says).toContain("`spec.dependsOn[].name`");
  });

  test("a key of a map or an item of a list is explained by the whole", () => {
    const label = hoverAt(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { labels: { a<|>pp: web } }\n",
    );
    expect(label?.says).toMatch(/^`metadata\.labels` · map of text values\n\n[A-Z]/);
    const entry = hoverAt("#- kustomization.yaml\nresources: [https://exam<|>ple.com/x]\n");
    expect(entry?.says).toMatch(/^`resources` · list/);
  });

  test("nothing where anything may stand", () => {
    const values =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: { values: { rep<|>licas: 1 } }\n";
    expect(hoverAt(values)).toBe(undefined);
  });

  test("nothing for fields that do not exist, comments and empty places", () => {
    expect(hoverAt(flux("pruen<|>: true"))).toBe(undefined);
    expect(hoverAt(flux("prune: true # be<|>cause"))).toBe(undefined);
    expect(hoverAt("a: b<|>\n")).toBe(undefined);
  });
});

describe("kinds", () => {
  test("what it is for", () => {
    const found = hoverAt("apiVersion: flagger.app/v1beta1\nki<|>nd: Canary\n");
    expect(found?.says).toMatch(
      /^\*\*Canary\*\* · `flagger\.app\/v1beta1` · in a namespace\n\n[A-Z]/,
    );
  });

  test("how an old version stands", () => {
    const says = hoverAt(
      "apiVersion: helm.toolkit.fluxcd.io/v2be<|>ta1\nkind: HelmRelease\n",
    )?.says;
    expect(says).toContain(
      "**deprecated since Flux 2.2**, removed in Flux 2.7, use `helm.toolkit.fluxcd.io/v2`.",
    );
  });
});

describe("what is named", () => {
  test("an object: its file and the two lines that matter", () => {
    expectHover(
      flux("dependsOn: [{ name: in<|>fra }]"),
      "infra",
      `
      **Kustomization flux-system/infra** · \`clusters/others.yaml\`

      - path \`./infra\`
      - source \`GitRepository fleet\`
      `,
    );
  });

  test("of a source the ref that wins, and no password", () => {
    expectHover(
      flux("sourceRef: { kind: GitRepository, name: fl<|>eet }"),
      "fleet",
      `
      **GitRepository flux-system/fleet** · \`clusters/others.yaml\`

      - url \`https://…@example.com/fleet\`
      - ref \`tag v1\`
      `,
    );
  });

  test("of Secrets and ConfigMaps the keys, and never a value", () => {
    const secret = hoverAt(flux("decryption: { provider: sops, secretRef: { name: a<|>ge } }"));
    expect(secret?.says).toContain("- keys `age.agekey`");
    expect(secret?.says).not.toContain("AGE-SECRET");
    const map = hoverAt(
      flux("postBuild: { substituteFrom: [{ kind: ConfigMap, name: va<|>rs }] }"),
    );
    expect(map?.says).toContain("- keys `domain, zone`");
    expect(map?.says).not.toContain("example.com");
  });

  test("a file: the objects in it", () => {
    const source = flux("prune: true").replace("[web.yaml]", "[web<|>.yaml]");
    expectHover(source, "web.yaml", "File `apps/web.yaml`\n\n- Deployment web");
  });

  test("a folder: what is in it", () => {
    expectHover(
      flux("path: ./ap<|>ps"),
      "./apps",
      "Folder `apps`\n\n- kustomization.yaml\n- web.yaml",
    );
  });

  test("a workload: its images", () => {
    const source = `${flux("prune: true")}
#- canary.yaml
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: web }
spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: w<|>eb } }
`;
    expect(hoverAt(source)?.says).toContain("- image `web:1, side:2`\n- replicas `2`");
  });

  test("an object that nobody declares is explained by its field", () => {
    expect(hoverAt(flux("dependsOn: [{ name: no<|>body }]"))?.says).toMatch(/^`spec\.dependsOn/);
  });

  test("what is sealed stays so", () => {
    const source = flux("decryption: { provider: sops, secretRef: { name: sea<|>led } }");
    const sealed = `#- sealed.yaml\napiVersion: v1\nkind: Secret\nmetadata: { name: sealed, namespace: flux-system }\ndata: { a: "ENC[x]" }\nsops: { mac: x }\n`;
    expect(hoverAt(source + sealed)?.says).toContain("- encrypted by SOPS");
  });
});

describe("variables", () => {
  test("are filled in later", () => {
    const found = hoverAt(flux("path: ./apps/${clus<|>ter:=dev}/x"));
    expect(found?.of).toBe("${cluster:=dev}");
    expect(found?.says).toContain("Variable `cluster`.");
    expect(found?.says).toContain("or `dev` where it has none");
  });

  test("beside one, the value is explained", () => {
    expect(hoverAt(flux("path: ./a<|>pps/${cluster}"))?.says).toContain("`spec.path`");
  });

  test("two dollars escape one", () => {
    expect(hoverAt(flux("path: ./$${x<|>}"))?.says).toBe(
      "Escaped: stays as `${x}` in the cluster.",
    );
  });
});

describe("text from files is no Markdown", () => {
  test.for([
    ["*bold* _it_", "\\*bold\\* \\_it\\_"],
    ["[x](command:y)", "\\[x\\](command:y)"],
    ["<img src=x>", "\\<img src=x\\>"],
    ["https://evil.example", "https\\://evil.example"],
    ["- a\n- b", "\\- a - b"],
    ["1. a", "1\\. a"],
    ["# head", "\\# head"],
  ] as const)("%s", ([text, expected]) => {
    expect(plain(text)).toBe(expected);
  });

  test.for([
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["a\nb", "`a b`"],
    ["", "`  `"],
    ["x".repeat(200), `\`${"x".repeat(159)}…\``],
  ] as const)("code: %s", ([text, expected]) => {
    expect(code(text)).toBe(expected);
  });
});
