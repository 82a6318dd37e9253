import type { Format } from "./report.ts";

const LEVEL = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
  off: "notice",
} as const;

/**
 * Annotations of a workflow run.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const github: Format = ({ findings }) =>
  findings
    .map((it) => {
      const place = `file=${property(it.file)},line=${it.line},col=${it.column},endLine=${it.endLine},endColumn=${it.endColumn}`;
      return `::${LEVEL[it.severity]} ${place},title=${property(it.code)}::${data(it.message)}\n`;
    })
    .join("");

const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
