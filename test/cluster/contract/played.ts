import { normalised } from "./normalised.ts";
import type { Answer, Scenario, Step } from "./step.ts";

/** One request to a server, whatever carries it. */
export type Ask = (request: {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly as: "admin" | "viewer" | "nobody";
}) => Promise<{
  readonly status: number;
  readonly warning: string | undefined;
  readonly body: string;
}>;

/** The answers to a scenario, in a namespace that it makes for itself. */
export async function played(
  { steps }: Scenario,
  namespace: string,
  ask: Ask,
  /** Waits until controllers have acted; there are none where nothing is said. */
  settle: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly Answer[]> {
  await ask({
    method: "POST",
    url: "/api/v1/namespaces?fieldManager=contract",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }),
    as: "admin",
  });
  const answers: Answer[] = [];
  let mark: Mark = { version: "", uid: "" };
  for (const step of steps) {
    const said = await ask(requestOf(step, namespace, mark));
    if (step.marks) mark = markOf(said.body);
    if (step.settles) await settle();
    answers.push(normalised(step, namespace, said));
  }
  return answers;
}

interface Mark {
  readonly version: string;
  readonly uid: string;
}

function markOf(body: string): Mark {
  const { metadata } = JSON.parse(body) as {
    metadata: { readonly resourceVersion: string; readonly uid?: string };
  };
  return { version: metadata.resourceVersion, uid: metadata.uid ?? "" };
}

function requestOf(step: Step, namespace: string, mark: Mark): Parameters<Ask>[0] {
  const fill = (text: string): string =>
    text
      .replaceAll("$NS", namespace)
      .replaceAll("$VERSION", mark.version)
      .replaceAll("$UID", mark.uid);
  const [method = "GET", url = "/"] = fill(step.ask).split(" ");
  return {
    method,
    url,
    headers: {
      accept: step.accept ?? "application/json",
      "content-type": step.type ?? "application/json",
      "user-agent": "contract/1",
    },
    body: step.body === undefined ? "" : fill(JSON.stringify(step.body)),
    as: step.as ?? "admin",
  };
}
