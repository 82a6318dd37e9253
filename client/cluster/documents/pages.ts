import { printYaml } from "../../../protocol/builtObject.ts";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { LanguageServer } from "../../languageClient.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { eventsOf } from "../api/eventsOf.ts";
import type { Outcome } from "../api/failure.ts";
import { fluxFacts } from "../api/fluxCheck.ts";
import { type KubeObject, nameOf } from "../api/kubeObject.ts";
import type { Clusters } from "../clusters.ts";
import { checkText } from "./checkText.ts";
import type { Compared } from "./compare.ts";
import { compareBuilt } from "./compareBuilt.ts";
import { describe } from "./describe.ts";
import { describeText } from "./describeText.ts";
import { essential } from "./essential.ts";
import { eventsText } from "./eventsText.ts";
import { exported } from "./exported.ts";
import { liveYaml } from "./liveYaml.ts";
import { masked } from "./masked.ts";
import type { Page, PageKind } from "./page.ts";
import { oneLine } from "./safeText.ts";

/** Makes the text of each kind of page; never fails: where something is wrong, the text says it. */
export type Pages = Readonly<Record<PageKind, (page: Page) => Promise<string>>>;

/** An answer that serves both sides of a difference; milliseconds. */
const shared = 1500;

export function pagesOf(clusters: Clusters, server: LanguageServer): Pages {
  const signal = new AbortController().signal;
  const print = (values: readonly unknown[]) => server.send(printYaml, { values });
  const comparisons = new Map<string, Promise<Outcome<Compared>>>();
  const comparedOf = (desk: Desk, page: Page, identity: ObjectIdentity) => {
    const key = JSON.stringify([page.pin, identity, page.build]);
    const known = comparisons.get(key);
    if (known) return known;
    const made = compareBuilt(desk, server, identity, page.build, signal);
    comparisons.set(key, made);
    setTimeout(() => comparisons.delete(key), shared);
    return made;
  };
  const about =
    (make: (desk: Desk, identity: ObjectIdentity, page: Page) => Promise<string>) =>
    async (page: Page): Promise<string> => {
      const desk = await clusters.desk();
      if (!desk || !page.identity) return "No context was chosen, so nothing was read.\n";
      return make(desk, page.identity, page);
    };
  return {
    describe: about(async (desk, identity) => {
      const { value, failure } = await describe(desk, identity, signal);
      return value ? describeText(value) : problem(identity, failure.sentence);
    }),
    events: about((desk, identity) => eventsPage(desk, identity, signal)),
    yaml: about(async (desk, identity) =>
      withObject(desk, identity, signal, (object) =>
        liveYaml(object, desk.pin.context, desk.time.now(), print),
      ),
    ),
    manifest: about(async (desk, identity) =>
      withObject(desk, identity, signal, (object) => print([exported(object.whole)])),
    ),
    gone: about(async (desk, identity) =>
      withObject(desk, identity, signal, (object) => print([essential(masked(object.whole))])),
    ),
    async check() {
      const desk = await clusters.desk();
      if (!desk) return "No context was chosen, so nothing was read.\n";
      return checkText(await fluxFacts(desk, signal), desk.pin.context);
    },
    live: about(async (desk, identity, page) => {
      const { value, failure } = await comparedOf(desk, page, identity);
      if (failure) return problem(identity, failure.sentence);
      return value.live ? print([value.live]) : "";
    }),
    wanted: about(async (desk, identity, page) => {
      const { value, failure } = await comparedOf(desk, page, identity);
      if (failure) return problem(identity, failure.sentence);
      const text = await print([value.wanted]);
      return value.remark ? `# ${oneLine(value.remark)}\n${text}` : text;
    }),
  };
}

async function eventsPage(
  desk: Desk,
  identity: ObjectIdentity,
  signal: AbortSignal,
): Promise<string> {
  const { value, failure } = await readObject(desk, identity, signal);
  // Of what is gone, its last events may still tell.
  if (failure && failure.kind !== "missing") return problem(identity, failure.sentence);
  const object = value?.object ?? stub(identity);
  const { events, problems } = await eventsOf(desk, object, signal);
  return eventsText({
    subject: identity,
    context: desk.pin.context,
    events,
    problems,
    standing: value ? "kept up to date while it is seen" : "the object itself does not exist now",
    now: desk.time.now(),
  });
}

const stub = (identity: ObjectIdentity): KubeObject => {
  const { kind, group, name, namespace } = identity;
  const metadata = { name, uid: "", resourceVersion: "", labels: {}, annotations: {} };
  return {
    apiVersion: group === "" ? "v1" : `${group}/v1`,
    kind,
    metadata: { ...metadata, ...(namespace === undefined ? {} : { namespace }) },
    spec: {},
    status: {},
    whole: {},
  };
};

async function withObject(
  desk: Desk,
  identity: ObjectIdentity,
  signal: AbortSignal,
  make: (object: KubeObject) => Promise<string>,
): Promise<string> {
  const { value, failure } = await readObject(desk, identity, signal);
  return value ? make(value.object) : problem(identity, failure.sentence);
}

const problem = (identity: ObjectIdentity, sentence: string): string =>
  `# ${oneLine(nameOf(identity))} cannot be shown: ${oneLine(sentence)}\n`;
