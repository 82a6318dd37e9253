import {
  buildsOf,
  type LandingQuestion,
  landingOf,
  renderBuild,
} from "../../../protocol/rendered.ts";
import { renderedLanding } from "../../engine/features/renderedLanding.ts";
import { builds } from "../builds.ts";
import { toCursor, toPosition } from "../convert.ts";
import { type Context, respond, whenSettled } from "../respond.ts";
import { answers } from "./answers.ts";
import type { RequestRow } from "./row.ts";

/** Which builds there are, and the manifests of one. Both wait until everything has been read. */
export const renderedRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    connection.onRequest(buildsOf.method, whenSettled(context, builds));
    connection.onRequest(landingOf.method, respond(context, landing(context)));
    answers(connection, context)(renderBuild, context.rendered.render, failed);
  },
};

const sentence = "Flightpath failed at this build; its output says why.";
const failed = { text: `# ${sentence}\n`, error: sentence };

const landing =
  ({ rendered }: Context) =>
  ({ rendered: shownUri, uri, line, character }: LandingQuestion): number | null => {
    const shown = rendered.shownAt(shownUri);
    if (!shown) return null;
    const cursor = toCursor(shown.workspace, uri, { line, character });
    const offset = cursor && renderedLanding(shown.workspace, shown.document, cursor);
    return offset === undefined ? null : toPosition(shown.document.file, offset).line;
  };
