import { durationWords } from "../../durationWords.ts";
import type { Ending } from "./ending.ts";

/** `Failed after 5 ticks, 50 s.` */
export function endingWords({ outcome, phase, tick, at, text }: Ending): string {
  const after = `${tick} tick${tick === 1 ? "" : "s"}, ${durationWords(at)}`;
  switch (outcome) {
    case "endless": {
      const said = text === "" ? "" : ` Flagger's last word: ${text}`;
      return `Never ends: ${phase || "nothing"} for ever, from tick ${tick} (${durationWords(at)}) on.${said}`;
    }
    case "deleted":
      return `The Canary is gone after ${after}.`;
    case "stopped":
      return `Stops at tick ${tick}: ${text}`;
    default:
      return `${outcome} after ${after}.`;
  }
}
