import type { CanaryWebhook } from "../../../protocol/canary.ts";
import { button, element, setValue } from "../element.ts";
import { choice, countField, row } from "./choice.ts";
import {
  type Draft,
  type DraftEdit,
  editsIn,
  type Late,
  lateIn,
  type WebhookSaid,
  webhookIn,
  withEdits,
  withLate,
  withWebhook,
} from "./draft.ts";
import type { DraftRow } from "./metricRow.ts";

type Change = (draft: Draft) => void;

/** What a webhook answers. */
export function webhookRow(
  { name, isGate }: CanaryWebhook,
  draft: () => Draft,
  changed: Change,
): DraftRow {
  const options = WEBHOOK.filter(([kind]) => kind !== "opens" || isGate);
  const kind = choice(`What ${name} answers`, options, (value) =>
    changed(
      withWebhook(
        draft(),
        name,
        value === "opens" ? { kind: value, tick: 5 } : ({ kind: value } as WebhookSaid),
      ),
    ),
  );
  const tick = countField(`Tick at which ${name} opens`, (value) =>
    changed(withWebhook(draft(), name, { kind: "opens", tick: value })),
  );
  return {
    root: row(isGate ? `Gate ${name}` : `Webhook ${name}`, kind, tick),
    update(now) {
      const said = webhookIn(now, name);
      setValue(kind, said.kind);
      tick.hidden = said.kind !== "opens";
      if (said.kind === "opens") setValue(tick, String(said.tick));
    },
  };
}

const WEBHOOK = [
  ["healthy", "healthy"],
  ["pass", "passes"],
  ["fail", "fails"],
  ["timeout", "is too slow"],
  ["refused", "nobody answers"],
  ["opens", "opens at tick"],
  ["other", "as in the file"],
] as const;

/** When pods get ready. */
export function readinessRow(
  which: "target" | "primary",
  draft: () => Draft,
  changed: Change,
): DraftRow {
  const say = (late: Late) => changed(withLate(draft(), which, late));
  const name = which === "target" ? "New pods" : "Primary pods";
  const kind = choice(`${name} get ready`, READY, (value) =>
    say(value === "late" ? 2 : value === "never" ? value : 0),
  );
  const ticks = countField(`Ticks until ${name.toLowerCase()} are ready`, say);
  return {
    root: row(name, kind, ticks),
    update(now) {
      const late = lateIn(now, which);
      const isLate = late !== "never" && late > 0;
      setValue(kind, isLate ? "late" : late === "never" ? late : "once");
      ticks.hidden = !isLate;
      if (isLate) setValue(ticks, String(late));
    },
  };
}

const READY = [
  ["once", "ready at the next tick"],
  ["late", "later by ticks"],
  ["never", "never ready"],
] as const;

/** What people do on the way. */
export function editRows(draft: () => Draft, changed: Change): DraftRow {
  const list = element("div", { class: "edits" });
  const say = (edits: readonly DraftEdit[]) => changed(withEdits(draft(), edits));
  const add = button("Add an edit", () =>
    say([...editsIn(draft()), { tick: 4, edit: "revision" }]),
  );
  let drawn = "";
  const draw = (edits: readonly DraftEdit[]) =>
    edits.map((it, index) => {
      const put = (next: DraftEdit) =>
        say(editsIn(draft()).map((old, at) => (at === index ? next : old)));
      const kind = choice(`What happens before tick ${it.tick}`, editKinds(it), (edit) =>
        put({ tick: it.tick, edit }),
      );
      kind.value = it.edit;
      const tick = countField("Before tick", (value) =>
        put({ ...editsIn(draft())[index], tick: value, edit: kind.value }),
      );
      tick.value = String(it.tick);
      const remove = button("Remove", () => say(editsIn(draft()).filter((_, at) => at !== index)), {
        "aria-label": `Remove the edit before tick ${it.tick}`,
      });
      return row("Before tick", tick, kind, remove);
    });
  return {
    root: element("div", {}, list, add),
    update(now) {
      const edits = editsIn(now);
      const key = JSON.stringify(edits.map(({ edit }) => edit));
      if (key === drawn) return;
      drawn = key;
      list.replaceChildren(...draw(edits));
    },
  };
}

const EDITS = [
  ["revision", "a new revision"],
  ["back", "back to the old one"],
  ["config", "configuration changes"],
  ["suspend", "suspend"],
  ["resume", "resume"],
  ["skipAnalysis", "skipAnalysis"],
  ["delete", "delete the Canary"],
] as const;

/** Others than those that the view offers are kept as they are. */
const editKinds = ({ edit }: DraftEdit): readonly (readonly [string, string])[] =>
  EDITS.some(([it]) => it === edit) ? EDITS : [...EDITS, [edit, edit]];
