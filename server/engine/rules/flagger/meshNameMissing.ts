import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

/** The older API of App Mesh has the mesh in each object. flagger.md §1.6, §6.3 P18 */
export const meshNameMissing: Rule = {
  code: "mesh-name-missing",
  severity: "error",
  title: "No mesh named for App Mesh",
  explanation:
    "With provider appmesh, the older API of App Mesh, each virtual node and service names its mesh, which Flagger takes from service.meshName. Without it Flagger reports an error at every tick. Add it, or use appmesh:v1beta2, which does without.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-service",
  examples: {
    wrong: `${examplePieces.canary}
        provider: appmesh
        service: { port: 80 }
      # ^^^^^^^ mesh-name-missing
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: appmesh
        service: { port: 80, meshName: global }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const at = ["spec", "service", "meshName"];
    if (!canary.isWhole || !canary.has(["spec", "service"]) || !canary.isSettled(at)) return;
    if (canary.has(at) && canary.textAt(at) !== "") return;
    const provider = canary.provider();
    if (provider?.name !== "appmesh") return;
    yield {
      at: canary.has(at) ? at : ["spec", "service"],
      on: "key",
      message:
        "Flagger never starts this Canary: provider appmesh needs meshName, the mesh of its virtual nodes. Add it, or use appmesh:v1beta2.",
      related: provider.related,
    };
  },
};
