import { isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import { type Inside, placeOf } from "../../apiserver/inside.ts";
import { changeTo } from "../changeTo.ts";

/** Makes a status of an object that of the cluster; nothing is written where it is that already. */
export function writeStatus(inside: Inside, object: JsonObject, status: JsonObject): void {
  const before = isObject(object.status) ? object.status : {};
  const change = changeTo(before, status);
  if (change) inside.patch(placeOf(object), { status: change }, "status");
}
