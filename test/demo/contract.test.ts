import { expect, test } from "vitest";
import { type Ask, played } from "../cluster/contract/played.ts";
import accessAnswers from "../cluster/contract/recorded/access.json" with { type: "json" };
import applyAnswers from "../cluster/contract/recorded/apply.json" with { type: "json" };
import customAnswers from "../cluster/contract/recorded/custom.json" with { type: "json" };
import deletionAnswers from "../cluster/contract/recorded/deletion.json" with { type: "json" };
import objectsAnswers from "../cluster/contract/recorded/objects.json" with { type: "json" };
import watchesAnswers from "../cluster/contract/recorded/watches.json" with { type: "json" };
import { scenarios } from "../cluster/contract/scenarios.ts";
import type { Answer } from "../cluster/contract/step.ts";
import { asked } from "./support/asked.ts";

const recorded: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  objects: objectsAnswers,
  apply: applyAnswers,
  custom: customAnswers,
  access: accessAnswers,
  deletion: deletionAnswers,
  watches: watchesAnswers,
};

const all = Object.entries(scenarios).flatMap(([file, list]) =>
  list.map((scenario) => ({ file, scenario })),
);

test.for(all)("$scenario.name: as the real API server", async ({ file, scenario }) => {
  const answers = await played(scenario, "contract-demo", ask());
  const real = recorded[file]?.[scenario.name] as readonly Answer[] | undefined;
  expect(answers).toEqual(real);
});

/** A cluster of its own, asked without a socket. */
function ask(): Ask {
  const demo = asked();
  return ({ method, url, headers, body, as }) => {
    const { accept, "content-type": type } = headers;
    const { response } = demo.ask(`${method} ${url}`, body, {
      as,
      agent: "contract/1",
      ...(accept !== undefined && { accept }),
      ...(type !== undefined && { type }),
    });
    return Promise.resolve({
      status: response.status,
      warning: response.headers.warning,
      body: response.body,
    });
  };
}
