import type { Turn } from "../turn.ts";
import { ask, keyOf } from "./ask.ts";
import { metricAt } from "./metricAt.ts";
import { metricTemplate } from "./metricTemplate.ts";
import { modelOf } from "./model.ts";
import { isBuiltIn } from "./observers.ts";
import { render, textOf } from "./render.ts";
import { judge } from "./threshold.ts";
import type { MetricsVerdict } from "./verdict.ts";

/** The query of the MetricTemplate that a metric names; a metric with nothing to ask fails here. */
export function checkTemplate(
  turn: Turn,
  index: number,
  revision: string | undefined,
): MetricsVerdict | undefined {
  const { canary } = turn;
  const metric = canary.spec.analysis?.metrics[index];
  if (!metric) return undefined;
  const at = metricAt(canary, index);
  const template = metricTemplate(turn, metric, at);
  if (!template) {
    return metric.query || isBuiltIn(metric.name)
      ? undefined
      : {
          failed: "Metric query failed for no usable metrics template and query were configured",
          why: { text: `${metric.name} has neither templateRef nor query.`, at },
        };
  }
  if ("problem" in template) return { failed: `Metric ${template.problem}`, why: template.why };
  const about = { kind: "MetricTemplate", name: template.name };
  const query = ["spec", "query"];
  const rendered = render(
    template.query,
    modelOf(canary, revision, metric.interval, metric.variables),
  );
  if ("error" in rendered) {
    const called = `${template.name}.${template.namespace}`;
    return {
      failed: `Metric template ${called} query render error: ${rendered.error}`,
      why: { text: "The query cannot be rendered.", object: about, at: query },
    };
  }
  const text = textOf(rendered);
  const question = { metric: metric.name, key: keyOf(text, metric.name), text };
  return ask(turn, template.provider, question, (outcome) => {
    if ("value" in outcome) return judge("other", outcome.value, metric, canary, at);
    return outcome.isEmpty
      ? {
          failed: `Halt advancement no values found for custom metric: ${metric.name}: ${outcome.error}`,
          why: { text: `The query of ${metric.name} has no values.`, object: about, at: query },
        }
      : {
          failed: `Metric query failed for ${metric.name}: ${outcome.error}`,
          why: { text: `The query of ${metric.name} was not answered.`, object: about, at: query },
        };
  });
}
