import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate that signs itself, and its key, both as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * A certificate for 127.0.0.1 and localhost, which is its own authority.
 * The few structures of X.509 that it needs are written here.
 *
 * https://www.rfc-editor.org/rfc/rfc5280
 */
export function newCertificate(now: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const name = sequence(set(sequence(objectId("2.5.4.3"), tagged(0x0c, text("flightpath-demo")))));
  const content = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    sequence(objectId(ECDSA_WITH_SHA256)),
    name,
    sequence(time(now.getTime() - DAY), time(now.getTime() + 3650 * DAY)),
    name,
    publicKey,
    tagged(0xa3, sequence(basicConstraints, subjectNames)),
  );
  const signature = sign("sha256", content, createPrivateKey(privateKey));
  const whole = sequence(content, sequence(objectId(ECDSA_WITH_SHA256)), bits(signature));
  return { certificate: pem(whole), key: privateKey };
}

const DAY = 24 * 60 * 60 * 1000;
const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 128) return Buffer.from([length]);
  return length < 256
    ? Buffer.from([0x81, length])
    : Buffer.from([0x82, length >> 8, length & 255]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
const set = (...parts: readonly Uint8Array[]): Buffer => tagged(0x31, ...parts);
const integer = (bytes: Uint8Array): Buffer => tagged(0x02, bytes);
const octets = (bytes: Uint8Array): Buffer => tagged(0x04, bytes);
const bits = (bytes: Uint8Array): Buffer => tagged(0x03, Buffer.from([0]), bytes);
const text = (it: string): Buffer => Buffer.from(it, "utf8");

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): readonly number[] {
  const out = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) out.unshift((rest & 127) | 128);
  return out;
}

/** Four-digit years: valid before and after 2050 alike. */
const time = (moment: number): Buffer =>
  tagged(0x18, text(`${new Date(moment).toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`));

const extension = (id: string, isCritical: boolean, value: Uint8Array): Buffer =>
  sequence(objectId(id), ...(isCritical ? [tagged(0x01, Buffer.from([255]))] : []), octets(value));

const basicConstraints = extension("2.5.29.19", true, sequence(tagged(0x01, Buffer.from([255]))));
const subjectNames = extension(
  "2.5.29.17",
  false,
  sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])), tagged(0x82, text("localhost"))),
);

const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(bytes.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`;
