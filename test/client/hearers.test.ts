import { expect, test } from "vitest";
import { createHearers, type Teller } from "../../client/hearers.ts";
import { notification } from "../../protocol/notification.ts";

const rain = notification<string>("rain");
const snow = notification<string>("snow");

/** A connection as the library has it: one handler for a method, and another takes its place. */
function server(): Teller & { readonly tell: (method: string, params: string) => void } {
  const handlers = new Map<string, (params: unknown) => void>();
  return {
    onNotification: (method, handler) => handlers.set(method, handler),
    tell: (method, params) => handlers.get(method)?.(params),
  };
}

test("everybody who listens hears, before and after a server is there", () => {
  const hearers = createHearers();
  const heard: string[] = [];
  hearers.add(rain, (it) => heard.push(`first ${it}`));
  hearers.add(rain, (it) => heard.push(`second ${it}`));
  const one = server();
  hearers.connect(one);
  hearers.add(rain, (it) => heard.push(`late ${it}`));
  hearers.add(snow, (it) => heard.push(`snow ${it}`));
  one.tell("rain", "falls");
  one.tell("snow", "lies");
  expect(heard).toEqual(["first falls", "second falls", "late falls", "snow lies"]);
});

test("another server is heard as the first one was", () => {
  const hearers = createHearers();
  const heard: string[] = [];
  hearers.connect(server());
  hearers.add(rain, (it) => heard.push(it));
  const other = server();
  hearers.connect(other);
  other.tell("rain", "falls");
  expect(heard).toEqual(["falls"]);
});

test("who has stopped listening hears nothing more, and the others do", () => {
  const hearers = createHearers();
  const heard: string[] = [];
  const hear = (it: string) => heard.push(it);
  const leaving = hearers.add(rain, hear);
  hearers.add(rain, hear);
  const one = server();
  hearers.connect(one);
  leaving.dispose();
  one.tell("rain", "falls");
  expect(heard).toEqual(["falls"]);
});
