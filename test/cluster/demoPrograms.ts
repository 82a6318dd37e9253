import { describe } from "vitest";
import { demoUnderTest } from "./demoUnderTest.ts";
import { fluxProgram } from "./fluxProgram.ts";
import { kubectlProgram } from "./kubectlProgram.ts";

/** The command lines of Flux and Kubernetes on the demo cluster; `npm run test:cluster` says where they are. */
const open = demoUnderTest();

describe("on the demo cluster", () => {
  fluxProgram(open);
  kubectlProgram(open);
});
