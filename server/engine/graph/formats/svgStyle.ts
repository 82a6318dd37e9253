/** Colours of text have a contrast of at least 4.5 to 1 on their ground, in both schemes. */
const LIGHT = {
  paper: "#ffffff",
  ink: "#1f2328",
  muted: "#59636e",
  box: "#f6f8fa",
  border: "#818b98",
  band: "#eef1f4",
  line: "#59636e",
  faint: "#8c959f",
  error: "#cf222e",
  warning: "#9a6700",
  good: "#1a7f37",
};

const DARK: typeof LIGHT = {
  paper: "#0d1117",
  ink: "#e6edf3",
  muted: "#9198a1",
  box: "#161b22",
  border: "#656c76",
  band: "#151b23",
  line: "#9198a1",
  faint: "#6e7681",
  error: "#ff7b72",
  warning: "#d29922",
  good: "#3fb950",
};

const variables = (colours: typeof LIGHT): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");

/** How the picture looks. Colour never says anything alone: marks stand in words, lines differ in kind. */
export const STYLE = `svg{${variables(LIGHT)};font-family:system-ui,sans-serif}
@media(prefers-color-scheme:dark){svg{${variables(DARK)}}}
.paper{fill:var(--paper)}
.band{fill:var(--band)}
.group{fill:var(--ink);font-size:15px;font-weight:600}
.wave{fill:var(--muted);font-size:12px}
.box rect{fill:var(--box);stroke:var(--border)}
.kind{fill:var(--muted);font-size:11px}
.name{fill:var(--ink);font-size:13px;font-weight:600}
.mark{fill:var(--muted);font-size:11px}
.object rect,.outside rect,.made rect{stroke-dasharray:4 3}
.error rect{stroke:var(--error);stroke-width:2}
.error .mark{fill:var(--error)}
.warning rect{stroke:var(--warning);stroke-width:2}
.warning .mark{fill:var(--warning)}
.after rect{stroke:var(--good);stroke-width:2}
.before rect{stroke:var(--error);stroke-width:2;stroke-dasharray:4 3}
.edge{fill:none;stroke:var(--line);stroke-width:1.2}
.edge.dependsOn{stroke:var(--ink);stroke-width:2}
.edge.source,.edge.chart,.edge.values{stroke-dasharray:5 3}
.edge.targets{stroke-dasharray:1 3;stroke-linecap:round;stroke-width:2}
.edge.applies{stroke:var(--faint)}
.edge.after{stroke:var(--good)}
.edge.before{stroke:var(--error)}
.tip{fill:var(--line)}
.tip.dependsOn{fill:var(--ink)}
.tip.applies{fill:var(--faint)}
.tip.after{fill:var(--good)}
.tip.before{fill:var(--error)}`;
