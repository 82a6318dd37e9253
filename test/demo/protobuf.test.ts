import { expect, test } from "vitest";
import { fromProtobuf } from "../../demo/apiserver/objects/protobuf.ts";

/** A field of bytes: number, length, content. */
const bytes = (number: number, content: Uint8Array | string): Buffer => {
  const inside = Buffer.from(content as string);
  return Buffer.concat([Buffer.from([(number << 3) | 2, inside.length]), inside]);
};
const varint = (number: number, value: number): Buffer => Buffer.from([number << 3, value]);
const whole = (kind: string, object: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from("k8s\0"),
    bytes(1, Buffer.concat([bytes(1, "v1"), bytes(2, kind)])),
    bytes(2, object),
  ]);

test("a Secret as a client written in Go sends it, with a false that means something", () => {
  const metadata = Buffer.concat([
    bytes(1, "s"),
    bytes(3, "apps"),
    bytes(11, Buffer.concat([bytes(1, "app"), bytes(2, "web")])),
  ]);
  const data = Buffer.concat([bytes(1, "key"), bytes(2, "value")]);
  const secret = Buffer.concat([
    bytes(1, metadata),
    bytes(2, data),
    bytes(3, "Opaque"),
    varint(5, 0),
  ]);
  expect(fromProtobuf(whole("Secret", secret), { $ref: "io.k8s.api.core.v1.Secret" })).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s", namespace: "apps", labels: { app: "web" } },
    data: { key: "dmFsdWU=" },
    type: "Opaque",
    immutable: false,
  });
});

test("a port of a Service: a zero that means nothing goes; what is a number or a text", () => {
  const port = Buffer.concat([
    bytes(1, "http"),
    varint(3, 80),
    varint(5, 0),
    bytes(4, Buffer.concat([varint(1, 1), bytes(3, "web")])),
  ]);
  const spec = Buffer.concat([bytes(1, port)]);
  const service = fromProtobuf(whole("Service", bytes(2, spec)), {
    $ref: "io.k8s.api.core.v1.Service",
  });
  expect(service.spec).toEqual({ ports: [{ name: "http", port: 80, targetPort: "web" }] });
});

test("rubbish is refused", () => {
  expect(() => fromProtobuf(Buffer.from("rubbish"), {})).toThrow(
    "the body is no protobuf of Kubernetes",
  );
  expect(() => fromProtobuf(Buffer.from("k8s\0\x0a\x50"), {})).toThrow(
    "the body is no protobuf of Kubernetes",
  );
});
