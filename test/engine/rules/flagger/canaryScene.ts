/** A Canary around the lines of its analysis and other lines of its spec; marks in them stay in place. */
export function canaryScene(analysis: string, { provider = "istio", spec = "" } = {}): string {
  const own = `${provider === "" ? "" : `provider: ${provider}\n`}${spec}`;
  return [
    "apiVersion: flagger.app/v1beta1",
    "kind: Canary",
    "metadata: { name: cart, namespace: shop }",
    "spec:",
    ...(spec.includes("targetRef:") ? [] : [`  ${TARGET}`]),
    ...(spec.includes("service:") ? [] : ["  service: { port: 80 }"]),
    ...indented(own, "  "),
    "  analysis:",
    ...indented(analysis, "    "),
  ].join("\n");
}

const TARGET = "targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }";

/** Lines of marks begin with `#` at the margin and count from there. */
function indented(text: string, by: string): readonly string[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => {
    const own = line.slice(margin);
    return /^# +[\^<]/.test(own) || /^#\s*\^/.test(own) ? `#${by}${own.slice(1)}` : by + own;
  });
}
