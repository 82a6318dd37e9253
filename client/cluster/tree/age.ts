import { duration } from "../documents/moments.ts";

/** How long something has been so, told so coarsely that it need be drawn anew once a minute only. */
export function age(now: number, since: number): string {
  const minutes = Math.floor((now - since) / 60_000);
  if (minutes < 1) return "just now";
  return minutes < 2 ? "1 min" : duration(minutes * 60_000);
}
