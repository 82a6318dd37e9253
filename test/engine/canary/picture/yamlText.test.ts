import { expect, test } from "vitest";
import { yamlText } from "../../../../server/engine/canary/picture/yamlText.ts";
import { jsonOf } from "../../../../server/engine/node.ts";
import { parseDocument, splitDocuments } from "../../../../server/engine/yaml.ts";

test("reads back as the same object", () => {
  const object = {
    plain: "a text (with) words",
    words: ["yes", "null", "1.5", "", "# no", "a: b", " lead", "tail ", "x\ny", "-", "ä"],
    numbers: [0, -1.5, true, null],
    empty: [[], {}, { deep: { list: [{ a: 1, b: [2] }] } }],
    "key: odd": "*",
  };
  const [placed] = splitDocuments(yamlText(object));
  expect(placed && jsonOf(parseDocument(placed.document).root)).toEqual(object);
});
