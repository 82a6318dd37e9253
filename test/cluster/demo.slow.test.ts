import { describe } from "vitest";
import { clientContract } from "./clientContract.ts";
import { demoUnderTest } from "./demoUnderTest.ts";
import { faults } from "./faults.ts";
import { fluxContract } from "./fluxContract.ts";
import { rights } from "./rights.ts";

/** The contract on the demo cluster; where it differs from the real one, it is wrong. */
const open = demoUnderTest();

describe("on the demo cluster", () => {
  faults(open);
  rights(open);
  clientContract(open);
  fluxContract(open);
});
