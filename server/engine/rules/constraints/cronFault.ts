/**
 * What Kubernetes refuses in the schedule of a CronJob, as a clause that ends a sentence; `undefined` for a schedule
 * that it takes (mirrored: github.com/robfig/cron/v3, ParseStandard, and the time zone that Kubernetes forbids there).
 */
export function cronFault(schedule: string): string | undefined {
  const text = schedule.trim();
  if (/^(CRON_)?TZ=/.test(text)) return "the time zone stands in the field timeZone";
  if (text.startsWith("@")) return macroFault(text);
  const parts = text === "" ? [] : text.split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return `it has five fields (minute, hour, day, month, weekday), and here are ${parts.length}`;
  }
  for (const [index, field] of FIELDS.entries()) {
    for (const part of (parts[index] ?? "").split(",").filter(Boolean)) {
      const fault = partFault(part, field);
      if (fault) return fault;
    }
  }
  return undefined;
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words for the numbers from `least` on. */
  readonly words: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: "minute", least: 0, most: 59, words: [] },
  { name: "hour", least: 0, most: 23, words: [] },
  { name: "day", least: 1, most: 31, words: [] },
  {
    name: "month",
    least: 1,
    most: 12,
    words: "jan feb mar apr may jun jul aug sep oct nov dec".split(" "),
  },
  { name: "weekday", least: 0, most: 6, words: "sun mon tue wed thu fri sat".split(" ") },
];

const MACROS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

function macroFault(text: string): string | undefined {
  if (MACROS.includes(text)) return undefined;
  const every = /^@every (.*)$/.exec(text)?.[1];
  if (every === undefined) return `"${text}" is none of ${MACROS.join(", ")} and @every`;
  return DURATION.test(every) ? undefined : `"${every}" is no duration such as 1h30m`;
}

const DURATION = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** `*`, `5`, `mon-fri`, each with `/2` behind it or without. */
function partFault(part: string, field: Field): string | undefined {
  const [range = "", step, ...steps] = part.split("/");
  const [first = "", last, ...more] = range.split("-");
  if (steps.length > 0 || more.length > 0) return `"${part}" is no range`;
  if (step !== undefined && !(isNumber(step) && Number(step) > 0)) {
    return `"${part}" needs a step above 0`;
  }
  if (first === "*" || first === "?") return undefined;
  const from = numberOf(first, field);
  const written = last === undefined ? from : numberOf(last, field);
  if (from === undefined || written === undefined) return `"${part}" is no ${field.name}`;
  const to = last === undefined && step !== undefined ? field.most : written;
  if (from < field.least || to > field.most) {
    return `a ${field.name} goes from ${field.least} to ${field.most}, and here is ${from < field.least ? from : to}`;
  }
  return from > to ? `"${part}" ends before it begins` : undefined;
}

function numberOf(text: string, { words, least }: Field): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return word + least;
  return isNumber(text) ? Number(text) : undefined;
}

const isNumber = (text: string): boolean => /^\+?\d+$/.test(text);
