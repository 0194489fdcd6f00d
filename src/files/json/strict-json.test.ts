import { expect, test } from "bun:test";
import { strictJson } from "./strict-json.ts";

test.each(['{"a": [1, {"b": null}], "c": {"a": "x"}}', "[]", '"x"'])("%s is read as by JSON.parse", (text) => {
  expect(strictJson(text)).toEqual(JSON.parse(text));
});

test.each([
  ['{"a": 1,\n"a": 2}', "line 2: an object has a name twice"],
  ['{"a": 1, "\\u0061": 2}', "line 1: an object has a name twice"],
  ['{"a": {"__proto__": {}}}', "line 1: no name in it may be __proto__"],
  ['{"constructor": 1}', "line 1: no name in it may be constructor"],
  ['{"a": 1,}', "line 1, column 9 is not JSON"],
  ['{"a": 1} // more', "is not JSON: no comment may stand here"],
  ["\uFEFF{}", "is not JSON"],
  ["{}{}", "is not JSON: something follows its end"],
  ["", "is not JSON"],
])("%p is refused", (text, reason) => {
  expect(() => strictJson(text)).toThrow(reason);
});

test.each(["[", '{"a":'])("a text that opens %p again and again is refused", (opening) => {
  expect(() => strictJson(opening.repeat(200_000))).toThrow("it is nested too deeply");
});
