import { expect, test } from "vitest";
import { asked, map } from "./support/asked.ts";

const path = "/api/v1/namespaces/apps/configmaps";

test.for([
  [
    "strategic-merge",
    "[1]",
    "json: cannot unmarshal array into Go value of type map[string]interface {}",
  ],
  [
    "merge",
    "7",
    "error decoding patch: json: cannot unmarshal number into Go value of type map[string]interface {}",
  ],
  ["merge", "null", "Invalid JSON Patch"],
  [
    "json",
    "{}",
    "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
  ],
  [
    "json",
    "[1]",
    "error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp",
  ],
  ["strategic-merge", "{", "unexpected end of JSON input"],
  ["merge", "{", "error decoding patch: unexpected end of JSON input"],
] as const)("a %s patch of %s is refused in the words of the API server", ([type, body, words]) => {
  const { ask } = asked();
  ask(`POST ${path}`, map("a"));
  const answer = ask(`PATCH ${path}/a`, body, { type: `application/${type}-patch+json` });
  expect([answer.status, answer.at("message")]).toEqual([400, words]);
});

test.for(["strategic-merge", "json"])("a %s patch of null changes nothing", (type) => {
  const { ask } = asked();
  ask(`POST ${path}`, map("a"));
  const answer = ask(`PATCH ${path}/a`, "null", { type: `application/${type}-patch+json` });
  expect([answer.status, answer.at("metadata", "name")]).toEqual([200, "a"]);
});

test("a patch that leaves a value of another type is shown as what it left", () => {
  const { ask } = asked();
  ask(`POST ${path}`, map("a"));
  const type = "application/merge-patch+json";
  const message = ask(`PATCH ${path}/a`, { data: { x: 7 } }, { type }).at("message");
  expect(message).toMatch(
    /^ "" is invalid: patch: Invalid value: "\{.*\}": json: cannot unmarshal number into Go struct field ConfigMap\.data of type string$/,
  );
});

test.for([
  ["a.b", "must not contain dots"],
  ["Bad", /^a lowercase RFC 1123 label /],
  ["1a", undefined],
] as const)("a namespace named %s", ([name, why]) => {
  const { ask } = asked();
  const answer = ask("POST /api/v1/namespaces", {
    ...{ apiVersion: "v1", kind: "Namespace", metadata: { name } },
  });
  const [, told] = /: Invalid value: "[^"]*": (.*)$/.exec(String(answer.at("message"))) ?? [];
  if (why === undefined) expect(answer.status).toBe(201);
  else expect(told).toMatch(why);
});

test("conflicts with several managers are told by manager, one field a line", () => {
  const { ask } = asked();
  const apply = (manager: string, data: object, more = "") =>
    ask(
      `PATCH ${path}/a?fieldManager=${manager}${more}`,
      { ...map("a"), data },
      { type: "application/apply-patch+yaml" },
    );
  apply("one", { x: "1" });
  apply("two", { y: "1" });
  expect(apply("three", { x: "2", y: "2" }).at("message")).toBe(
    'Apply failed with 2 conflicts: conflicts with "one":\n- .data.x\nconflicts with "two":\n- .data.y',
  );
});

test("a schedule has five fields or a name", () => {
  const { ask } = asked();
  const cronJob = (schedule: string) => ({
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: `job-${schedule.length}` },
    spec: {
      schedule,
      jobTemplate: {
        spec: {
          template: {
            spec: { restartPolicy: "Never", containers: [{ name: "a", image: "a" }] },
          },
        },
      },
    },
  });
  const create = (schedule: string) =>
    ask("POST /apis/batch/v1/namespaces/apps/cronjobs", cronJob(schedule));
  expect(create("never now").at("message")).toContain(
    'spec.schedule: Invalid value: "never now": expected exactly 5 fields, found 2: [never now]',
  );
  expect(create("0 3 * * *").status).toBe(201);
  expect(create("@daily").status).toBe(201);
});
