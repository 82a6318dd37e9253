import type {
  SelectorFault,
  SelectorMoment,
  SelectorNode,
  SelectorPicture,
} from "../../../protocol/selectors.ts";

/** A picture of selectors in words, as a terminal or a pull request shows it. `placeOf` makes `file:line` of a place. */
export function report<Place>(
  picture: SelectorPicture<Place>,
  placeOf: (place: Place) => string,
): string {
  const shown = (index: number | undefined): string => {
    const place = index === undefined ? undefined : picture.places[index];
    return place === undefined ? "" : ` (${placeOf(place)})`;
  };
  const { kind, name, build, summary, notes, unreached } = picture;
  return [
    `${kind} ${name}${build === "" ? "" : ` in ${build}`}`,
    summary,
    ...notes.map((it) => `Note: ${it}`),
    ...choiceLines(picture, shown),
    ...toldMoments(picture).flatMap((it) => ["", ...momentLines(it, picture)]),
    ...(unreached === undefined ? [] : ["", `It gets no further: ${unreached}`]),
    ...(picture.faults.length === 0
      ? []
      : ["", "Faults", ...picture.faults.flatMap((it) => faultLines(it, shown))]),
    "",
  ].join("\n");
}

/** One moment of a rollout stands for all: they differ by the shares alone. */
function toldMoments<Place>({ moments }: SelectorPicture<Place>): readonly SelectorMoment[] {
  const last = moments.findLast((it) => it.name === "during");
  return moments.filter((it) => it.name !== "during" || it === last);
}

/** The shares of a rollout, one after the other. */
function sharesOf<Place>({ moments }: SelectorPicture<Place>): string {
  const shares = moments.flatMap(({ share }) => share ?? []);
  const few = shares.length <= MOST ? shares : [...shares.slice(0, MOST - 2), "…", shares.at(-1)];
  return few.join(", ");
}

const MOST = 8;

type Shown = (index: number | undefined) => string;

function choiceLines<Place>({ choice }: SelectorPicture<Place>, shown: Shown): readonly string[] {
  if (!choice) return [];
  const width = widest(choice.candidates.map((it) => it.key));
  return [
    "",
    "Label",
    `  ${choice.list}${shown(choice.listPlace)}`,
    ...choice.candidates.map(({ key, verdict, words, place }) =>
      `  ${VERDICTS[verdict]} ${key.padEnd(width)}  ${words}${shown(place)}`.trimEnd(),
    ),
    `  ${choice.why}`,
  ];
}

const VERDICTS = { picked: "✓", later: "·", absent: "–", unknown: "?" } as const;

const widest = (words: readonly string[]): number => Math.max(0, ...words.map((it) => it.length));

function momentLines<Place>(
  moment: SelectorMoment,
  picture: SelectorPicture<Place>,
): readonly string[] {
  const { choice, kind } = picture;
  const services = moment.nodes.filter((it) => it.column === "service");
  const pods = moment.nodes.filter((it) => it.column === "pods" && (it.kind !== "" || it.count));
  const rows = services.flatMap((it) => serviceRows(it, moment));
  const ways = moment.ways.map((it) => [`${it.kind} ${it.name}`, "", it.words, ""]);
  const workloads = pods.map((it) => [
    `${it.kind} ${it.name}`.trim(),
    "",
    it.lines.join("; "),
    labelsOf(it, moment, choice?.key),
  ]);
  const title = kind === "Canary" ? TITLES[moment.name] : "Selectors";
  const shares = moment.share ? [`  The canary gets ${sharesOf(picture)}; shown is the last.`] : [];
  return [title, `  ${moment.sentence}`, ...shares, ...aligned([...ways, ...rows, ...workloads])];
}

const TITLES = {
  git: "As in Git",
  before: "Before a rollout",
  during: "During a rollout",
  after: "After a rollout",
} as const;

/** Name, selector, whom it finds, share. */
function serviceRows(it: SelectorNode, { links, nodes }: SelectorMoment): readonly string[][] {
  const out = links.filter(({ from }) => from === it.id);
  const title = `${it.kind} ${it.name}`.trim();
  if (out.length === 0) return [[title, it.lines.join("; "), "", ""]];
  const by = it.lines.find((line) => line.startsWith("selects ")) ?? "";
  const rest = it.lines.filter((line) => line !== by);
  return out.map(({ to, state, share }, index) => {
    const found = nodes.find(({ id }) => id === to);
    const idle = state === "idle" ? ", no pods now" : "";
    const whom =
      state === "broken"
        ? "finds no pods"
        : `→ ${[found?.kind, found?.name].filter(Boolean).join(" ")}${idle}`;
    const more = [share ?? "", ...(index === 0 ? rest : [])].filter((line) => line !== "");
    return [index === 0 ? title : "", index === 0 ? by : "", whom, more.join("; ")];
  });
}

function labelsOf(it: SelectorNode, { links, nodes }: SelectorMoment, picked: string | undefined) {
  const labels = links.filter(({ from }) => from === it.id).map(({ to }) => to);
  const names = nodes.filter(({ id }) => labels.includes(id)).map(({ name }) => name);
  return names
    .map((name) => (picked && name.startsWith(`${picked}: `) ? `[${name}]` : name))
    .join(", ");
}

/** Columns under one another. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2].map((column) => widest(rows.map((it) => it[column] ?? "")));
  return rows.map((row) =>
    `  ${row.map((it, column) => it.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
}

const faultLines = (it: SelectorFault, shown: Shown): readonly string[] => [
  `  ${it.severity}: ${it.message}${it.code === "" ? "" : ` [${it.code}]`}${shown(it.place)}`,
  ...it.fixes.map((fix) => `    fix: ${fix}`),
];
