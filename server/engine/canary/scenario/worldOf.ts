import { goDuration } from "../../goDuration.ts";
import { memo } from "../../memo.ts";
import type { WebhookAnswer } from "../call.ts";
import type { Canary, Webhook } from "../canary.ts";
import type { Flags } from "../flags.ts";
import { metricsProvider, observerFor } from "../metrics/observerFor.ts";
import type { World } from "../world.ts";
import { answerAt } from "./answers.ts";
import { boundsOf, healthyAnswer } from "./healthyAnswer.ts";
import type { Answers, Scenario, WebhookWord } from "./scenario.ts";
import { workloadModel } from "./workloadModel.ts";

/** The world of one run, which remembers how far its lists of answers are used up. */
export interface ScenarioWorld extends World {
  /** Equal at two ticks where no list went on between them. */
  readonly used: () => string;
}

type Said = Pick<Scenario, "metrics" | "webhooks" | "target" | "primary" | "gatewayLag">;

/** What answers Flagger in a scenario; whatever it does not speak of is healthy. */
export function worldOf(
  said: Said,
  canary: Omit<Canary, "status">,
  flags: Pick<Flags, "meshProvider">,
): ScenarioWorld {
  const { analysis } = canary.spec;
  const metrics = boundsOf(analysis?.metrics ?? NOTHING);
  const hooks = byName(analysis?.webhooks ?? NOTHING);
  const isInSeconds = observerFor(metricsProvider({ canary, flags })).scale === 1000;
  const used = new Map<Answers<unknown>, number>();
  const answerOf = <T>(all: Readonly<Record<string, Answers<T>>>, ...[name, tick, nth]: Asked) => {
    const answers = Object.hasOwn(all, name) ? all[name] : undefined;
    if (!answers) return undefined;
    if (answers.by === "call" && answers.answers.length > 1) {
      used.set(answers, Math.min(nth, answers.answers.length - 1));
    }
    return answerAt(answers, tick, nth);
  };
  return {
    workload: (which, seen) => workloadModel(which, seen, said[which]),
    metric: (key, tick, nth, name = key) => {
      if (key === "vector(1)") return 1;
      const found = answerOf(said.metrics, name, tick, nth);
      const entry = metrics.get(name);
      const answer = found !== undefined ? found : entry ? healthyAnswer(entry) : 100;
      const isDuration = isInSeconds && name === "request-duration";
      return isDuration && typeof answer === "number" ? inSeconds(answer) : answer;
    },
    webhook: (name, tick, nth) => {
      const hook = hooks.get(name);
      const answer = answerOf(said.webhooks, name, tick, nth) ?? healthyWord(hook);
      return typeof answer === "string" ? spoken(answer, hook) : answer;
    },
    gatewayLag: () => said.gatewayLag,
    used: () => (used.size === 0 ? "" : [...used.values()].join()),
  };
}

/** Flagger makes whole milliseconds of it again, and must not lose one by rounding. */
function inSeconds(milliseconds: number): number {
  const seconds = milliseconds / 1000;
  return Math.trunc(seconds * 1000) < Math.trunc(milliseconds) ? seconds + 1e-12 : seconds;
}

const NOTHING: readonly never[] = [];

const byName = memo(
  (webhooks: readonly Webhook[]): ReadonlyMap<string, Webhook> =>
    new Map(webhooks.map((it) => [it.name, it])),
);

type Asked = readonly [name: string, tick: number, nth: number];

/** A hook that asks for a roll-back does not while all is well. */
const healthyWord = (hook: Webhook | undefined): WebhookWord =>
  hook?.type === "rollback" ? "fail" : "pass";

const PASS: WebhookAnswer = { status: 200 };

function spoken(word: WebhookWord, hook: Webhook | undefined): WebhookAnswer {
  switch (word) {
    case "pass":
      return PASS;
    case "fail":
      return hook && isGate(hook) ? { status: 403, body: "Forbidden" } : { status: 500 };
    case "timeout":
      return { status: 200, delay: timeoutOf(hook) + 1 };
    case "refused":
      return { status: 0 };
  }
}

const isGate = ({ type }: Webhook): boolean => type.startsWith("confirm-") || type === "rollback";

/** Milliseconds; what is no duration makes the call fail at once. */
function timeoutOf(hook: Webhook | undefined): number {
  const text = hook?.timeout ?? "";
  const duration = goDuration(text.length < 2 ? "10s" : text);
  return "error" in duration ? 0 : Math.max(0, duration.seconds * 1000);
}
