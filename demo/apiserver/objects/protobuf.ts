import type { Json, JsonObject } from "../../../server/engine/canary/json.ts";
import { refusals } from "../refusals.ts";
import { type FieldNumbers, resolved, type Schema, typeName } from "../schema.ts";

/**
 * The object in a body of Kubernetes' protobuf, as clients written in Go send its own kinds.
 *
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 */
export function fromProtobuf(bytes: Uint8Array, schema: Schema): JsonObject {
  if (!MAGIC.every((it, index) => bytes[index] === it)) return broken();
  const envelope = entriesOf(bytes.subarray(MAGIC.length));
  const meta = entriesOf(bytesAt(envelope, 1));
  const object = message(bytesAt(envelope, 2), schema) as JsonObject;
  return { apiVersion: textOf(bytesAt(meta, 1)), kind: textOf(bytesAt(meta, 2)), ...object };
}

/** `k8s` and a zero. */
const MAGIC = [0x6b, 0x38, 0x73, 0x00];

const broken = (): never => refusals.badRequest("the body is no protobuf of Kubernetes");

interface Entry {
  readonly number: number;
  /** Of a varint or a fixed number; otherwise the bytes count. */
  readonly value: bigint;
  readonly bytes: Uint8Array;
}

const none = new Uint8Array();

/** The fields of a message as they stand. */
function entriesOf(bytes: Uint8Array): readonly Entry[] {
  const out: Entry[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? broken();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) broken();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    switch (tag & 7) {
      case 0:
        out.push({ number, value: varint(), bytes: none });
        break;
      case 1:
        out.push({ number, value: 0n, bytes: take(8) });
        break;
      case 2:
        out.push({ number, value: 0n, bytes: take(Number(varint())) });
        break;
      case 5:
        out.push({ number, value: 0n, bytes: take(4) });
        break;
      default:
        broken();
    }
  }
  return out;
}

const bytesAt = (entries: readonly Entry[], number: number): Uint8Array =>
  entries.find((it) => it.number === number)?.bytes ?? none;

const valueAt = (entries: readonly Entry[], number: number): bigint =>
  entries.find((it) => it.number === number)?.value ?? 0n;

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

function message(bytes: Uint8Array, schema: Schema | undefined): Json | undefined {
  const special = specials[typeName(schema)];
  if (special) return special(entriesOf(bytes));
  const type = resolved(schema);
  return fieldsOf(bytes, type, type?.fields ?? {});
}

function fieldsOf(bytes: Uint8Array, type: Schema | undefined, numbers: FieldNumbers): JsonObject {
  const out: Record<string, Json | undefined> = {};
  for (const entry of entriesOf(bytes)) {
    const field = numbers[String(entry.number)];
    if (field === undefined) continue;
    if (typeof field !== "string") Object.assign(out, fieldsOf(entry.bytes, type, field));
    else setField(out, field, entry, type);
  }
  return out;
}

/** Go writes empty texts and zeros also where they mean nothing; JSON leaves them out. */
function setField(
  out: Record<string, Json | undefined>,
  field: string,
  entry: Entry,
  owner: Schema | undefined,
): void {
  const schema = owner?.properties?.[field];
  const type = resolved(schema);
  if (type?.type === "array") {
    const before = out[field];
    const items = Array.isArray(before) ? (before as readonly Json[]) : [];
    out[field] = [...items, single(entry, type.items) ?? null];
    return;
  }
  if (typeof type?.additionalProperties === "object") {
    const pair = entriesOf(entry.bytes);
    const value = pair.find((it) => it.number === 2) ?? { number: 2, value: 0n, bytes: none };
    const before = out[field];
    out[field] = {
      ...(typeof before === "object" && before),
      [textOf(bytesAt(pair, 1))]: single(value, type.additionalProperties) ?? null,
    };
    return;
  }
  const value = single(entry, schema);
  if (value === undefined) return;
  const isValue = owner?.pointers?.includes(field) || owner?.required?.includes(field);
  if (!isValue && (value === 0 || value === false || value === "")) return;
  if (isEmptyObject(value) && schema?.default !== undefined) return;
  out[field] = value;
}

const isEmptyObject = (value: Json): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

function single(entry: Entry, schema: Schema | undefined): Json | undefined {
  const type = resolved(schema);
  if (specials[typeName(schema)]) return message(entry.bytes, schema);
  switch (type?.type) {
    case "string":
      return type.format === "byte"
        ? Buffer.from(entry.bytes).toString("base64")
        : textOf(entry.bytes);
    case "boolean":
      return entry.value !== 0n;
    case "integer":
      return Number(BigInt.asIntN(64, entry.value));
    case "number":
      return Buffer.from(entry.bytes).readDoubleLE();
    default:
      return message(entry.bytes, schema);
  }
}

const instant = (entries: readonly Entry[]): Json | undefined => {
  const seconds = Number(BigInt.asIntN(64, valueAt(entries, 1)));
  if (entries.length === 0) return undefined;
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
};

/** Types whose protobuf is not that of their fields. */
const specials: Readonly<Record<string, (entries: readonly Entry[]) => Json | undefined>> = {
  Time: instant,
  MicroTime: (entries) => {
    const text = instant(entries);
    const micro = String(Math.floor(Number(valueAt(entries, 2)) / 1000)).padStart(6, "0");
    return typeof text === "string" ? text.replace("Z", `.${micro}Z`) : text;
  },
  Quantity: (entries) => textOf(bytesAt(entries, 1)),
  IntOrString: (entries) =>
    valueAt(entries, 1) === 1n
      ? textOf(bytesAt(entries, 3))
      : Number(BigInt.asIntN(32, valueAt(entries, 2))),
  FieldsV1: (entries) => parsedJson(bytesAt(entries, 1)),
  RawExtension: (entries) => parsedJson(bytesAt(entries, 1)),
  JSON: (entries) => parsedJson(bytesAt(entries, 1)),
};

function parsedJson(bytes: Uint8Array): Json | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(textOf(bytes)) as Json;
  } catch {
    return broken();
  }
}

/** The type of such bodies. */
export const PROTOBUF = "application/vnd.kubernetes.protobuf";

/** The type of what a deletion may say. */
export const DELETE_OPTIONS: Schema = {
  $ref: "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions",
};
