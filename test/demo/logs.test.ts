import { expect, test } from "vitest";
import { asked } from "./support/asked.ts";

const pods = "/api/v1/namespaces/apps/pods";
const pod = (...containers: readonly string[]) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web" },
  spec: { containers: containers.map((name) => ({ name, image: name })) },
});

test("a container's log, and the end of it", () => {
  const { ask } = asked({ logs: ({ container }) => (container === "a" ? "1\n2\n3\n" : undefined) });
  ask(`POST ${pods}`, pod("a", "b"));
  expect(ask(`GET ${pods}/web/log?container=a`).response.body).toBe("1\n2\n3\n");
  expect(ask(`GET ${pods}/web/log?container=a&tailLines=2`).response.body).toBe("2\n3\n");
  expect(ask(`GET ${pods}/web/log`).at("message")).toBe(
    "a container name must be specified for pod web, choose one of: [a b]",
  );
  expect(ask(`GET ${pods}/web/log?container=c`).at("message")).toBe(
    "container c is not valid for pod web",
  );
  expect(ask(`GET ${pods}/web/log?container=b`).at("message")).toBe(
    'container "b" in pod "web" is waiting to start: ContainerCreating',
  );
});

test("who follows a log gets the lines that come later", () => {
  let text = "1\n2\n";
  const timers: (() => void)[] = [];
  const { ask } = asked({
    logs: () => text,
    after: (_, callback) => {
      timers.push(callback);
      return () => {};
    },
  });
  ask(`POST ${pods}`, pod("a"));
  const { response } = ask(`GET ${pods}/web/log?follow=true&tailLines=1`);
  expect(response.body).toBe("2\n");
  const sent: string[] = [];
  const stop = response.stream?.(
    (it) => sent.push(it),
    () => sent.push("end"),
  );
  text += "3\n";
  timers.shift()?.();
  timers.shift()?.();
  text = "3\n4\n";
  timers.shift()?.();
  expect(sent).toEqual(["3\n", "4\n"]);
  stop?.();
});
