import { expect, test } from "vitest";
import { readBody } from "../../../../server/engine/canary/metrics/prometheusBody.ts";
import { played, revision } from "../../../support/told.ts";
import { podinfo } from "../scenes.ts";

/** What Flagger 1.44.0 made of each body; `!` stands for its words before a mistake in JSON. */
test.for([
  ["[]", "! json: cannot unmarshal array into Go value of type providers.prometheusResponse"],
  ["null", "no values found"],
  ["{}", "no values found"],
  [
    '{"data":true}',
    '! json: cannot unmarshal bool into Go struct field prometheusResponse.Data of type struct { Result []struct { Metric struct { Name string "json:\\"name\\"" }; Value []interface {} "json:\\"value\\""; Values []interface {} "json:\\"values\\"" } }',
  ],
  [
    '{"data":{"result":{}}}',
    '! json: cannot unmarshal object into Go struct field .Data.Result of type []struct { Metric struct { Name string "json:\\"name\\"" }; Value []interface {} "json:\\"value\\""; Values []interface {} "json:\\"values\\"" }',
  ],
  [
    '{"data":{"result":[1435781451.781,"1"]}}',
    '! json: cannot unmarshal number into Go struct field .Data.Result of type struct { Metric struct { Name string "json:\\"name\\"" }; Value []interface {} "json:\\"value\\""; Values []interface {} "json:\\"values\\"" }',
  ],
  [
    '{"data":{"result":[{"metric":[]}]}}',
    '! json: cannot unmarshal array into Go struct field .Data.Result.Metric of type struct { Name string "json:\\"name\\"" }',
  ],
  [
    '{"data":{"result":[{"metric":{"name":1},"value":[1,"2"]}]}}',
    "! json: cannot unmarshal number into Go struct field .Data.Result.Metric.name of type string",
  ],
  [
    '{"data":{"result":[{"value":"x"}]}}',
    "! json: cannot unmarshal string into Go struct field .Data.Result.value of type []interface {}",
  ],
  [
    '{"data":{"result":[{"histogram":[1,{}]}]}}',
    "panic: runtime error: index out of range [1] with length 0",
  ],
  [
    '{"data":{"result":[{"value":[1]}]}}',
    "panic: runtime error: index out of range [1] with length 1",
  ],
  ['{"data":{"result":[{"value":[1,"x"]},{}]}}', 'strconv.ParseFloat: parsing "x": invalid syntax'],
  ['{"data":{"result":[{"value":[1,2]}]}}', "no values found"],
  ['{"data":{"result":[{"value":[1,"1"]},{"values":[]}]}}', "query returned multiple values"],
  [
    '{"data":{"result":[{"value":[1,"x"]},{"values":[]}]}}',
    'strconv.ParseFloat: parsing "x": invalid syntax',
  ],
  ['{"DATA":{"Result":[{"VALUE":[1,"7"]}]}}', "7"],
  [
    '{"data":{"result":[{"value":[1,"1e999"]}]}}',
    'strconv.ParseFloat: parsing "1e999": value out of range',
  ],
  ['{"data":{"result":[{"value":[1,"+Inf"]}]}}', "Infinity"],
  ['{"data":{"result":[{"value":[1,"2"]},{"value":[1,"NaN"]}]}}', "no values found"],
  ["<html>", "! invalid character '<' looking for beginning of value"],
  ["", "! unexpected end of JSON input"],
  ["{", "! unexpected end of JSON input"],
  ['{"a":1', "! unexpected end of JSON input"],
  ['{"a" 1}', "! invalid character '1' after object key"],
  ["{'a':1}", "! invalid character '\\'' looking for beginning of object key string"],
  ['{"a":1 "b"', "! invalid character '\"' after object key:value pair"],
  ["[1 2]", "! invalid character '2' after array element"],
  ["[1,]", "! invalid character ']' looking for beginning of value"],
  ['{"a":1,}', "! invalid character '}' looking for beginning of object key string"],
  ['{"a":tru', "! invalid character ' ' in literal true (expecting 'e')"],
  ["nul", "! invalid character ' ' in literal null (expecting 'l')"],
  ["-", "! invalid character ' ' in numeric literal"],
  ["01", "! invalid character '1' after top-level value"],
  ["1.", "! invalid character ' ' after decimal point in numeric literal"],
  ["1e+", "! invalid character ' ' in exponent of numeric literal"],
  ['"a', "! unexpected end of JSON input"],
  ['"a\\x"', "! invalid character 'x' in string escape code"],
  ['"\\u00g0"', "! invalid character 'g' in \\u hexadecimal character escape"],
  ['"\\', "! invalid character ' ' in string escape code"],
  ['"a\u0001"', "! invalid character '\\x01' in string literal"],
  ["﻿{}", "! invalid character 'ï' looking for beginning of value"],
  ["€", "! invalid character 'â' looking for beginning of value"],
  ["{} x", "! invalid character 'x' after top-level value"],
  ["1,", "! invalid character ',' after top-level value"],
] as const)("%j is read as Flagger reads it", ([body, told]) => {
  const outcome = readBody(body);
  const error = "error" in outcome ? outcome.error : String(outcome.value);
  const start = "error" in outcome && outcome.panics ? "panic: " : "";
  const end = `, '${body}'`;
  const isUnread = error.startsWith("error unmarshaling result: ") && error.endsWith(end);
  const short = isUnread
    ? error.slice(0, -end.length).replace("error unmarshaling result:", "!")
    : error;
  expect(start + short).toBe(told);
});

test("Flagger dies of a native histogram", () => {
  const scene = podinfo(
    "stepWeight: 50, metrics: [{ name: own, query: q, thresholdRange: { max: 1 } }]",
  );
  const answer = { status: 200, body: '{"data":{"result":[{"histogram":[1,{}]}]}}' };
  const { rollout } = played(scene, {
    ticks: 6,
    edits: { 2: [revision("podinfo", "a:2")] },
    metrics: { own: [answer] },
  });
  expect(rollout.ended).toBe(
    "The controller panicked: runtime error: index out of range [1] with length 0.",
  );
});
