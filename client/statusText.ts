import type { ServerStatus, SetupProblem } from "../protocol/serverStatus.ts";
import { plural } from "./plural.ts";

/** Everything the status item depends on. */
export interface StatusModel {
  readonly server:
    | { readonly state: "starting" }
    | { readonly state: "running" }
    | { readonly state: "waiting"; readonly milliseconds: number }
    | { readonly state: "stopped" };
  readonly reading?: ServerStatus["reading"] | undefined;
  readonly setup: readonly SetupProblem[];
  readonly errors: number;
  readonly warnings: number;
}

export interface StatusText {
  /** With codicons, as it stands in the status bar. */
  readonly text: string;
  readonly tooltip: string;
  /** The same in words, for screen readers. */
  readonly label: string;
  readonly mood: "calm" | "warning" | "error";
}

/** The status item in words. Never colour alone: every mood has an icon and a sentence. */
export function statusText(model: StatusModel): StatusText {
  return serverTrouble(model) ?? reading(model) ?? setupTrouble(model) ?? counts(model);
}

function serverTrouble({ server }: StatusModel): StatusText | undefined {
  switch (server.state) {
    case "starting":
      return say(spinning, "The language server is starting.");
    case "waiting":
      return say(
        "$(warning) Flightpath",
        `The language server ended; it is started again in ${seconds(server.milliseconds)}.`,
        "warning",
      );
    case "stopped":
      return say(
        "$(error) Flightpath stopped",
        "The language server is not running. Click for ways to start it or to see why.",
        "error",
      );
    case "running":
      return undefined;
  }
}

function reading({ reading }: StatusModel): StatusText | undefined {
  if (!reading) return undefined;
  const { done, total } = reading;
  if (total === undefined || total <= done) {
    return say(`${spinning} ${done}`, `Reading the workspace: ${plural(done, "file")} so far.`);
  }
  const progress = `${done} of ${plural(total, "file")}`;
  return say(`${spinning} ${done}/${total}`, `Reading the workspace: ${progress} so far.`);
}

function setupTrouble(model: StatusModel): StatusText | undefined {
  if (model.setup.length === 0) return undefined;
  const sentences = model.setup.map((problem) => problem.message).join("\n");
  return say(
    `$(warning) ${counts(model).text.replace("$(pass) ", "")}`,
    `${sentences}\n${found(model)}`,
    "warning",
  );
}

function counts(model: StatusModel): StatusText {
  const { errors, warnings } = model;
  if (errors + warnings === 0) return say("$(pass) Flightpath", found(model));
  const parts = [errors ? `$(error) ${errors}` : "", warnings ? `$(warning) ${warnings}` : ""];
  return say(`Flightpath ${parts.filter(Boolean).join(" ")}`, found(model));
}

function found({ errors, warnings }: StatusModel): string {
  if (errors + warnings === 0) return "No problems found.";
  return `${plural(errors, "error")}, ${plural(warnings, "warning")}.`;
}

const say = (text: string, tooltip: string, mood: StatusText["mood"] = "calm"): StatusText => ({
  text,
  tooltip,
  label: `Flightpath: ${tooltip.replaceAll("\n", " ")}`,
  mood,
});

const spinning = "$(loading~spin) Flightpath";
const seconds = (milliseconds: number): string => `${Math.ceil(milliseconds / 1000)} s`;
