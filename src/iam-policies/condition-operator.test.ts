import { expect, test } from "bun:test";
import { operatorIn } from "./condition-operator.ts";

test.each([
  ["StringNotLikeIfExists", { name: "stringlike", quantifier: undefined, ifExists: true, isNegated: true }],
  ["ForAnyValue:StringEquals", { name: "stringequals", quantifier: "foranyvalue", ifExists: false, isNegated: false }],
  ["notipaddress", { name: "ipaddress", quantifier: undefined, ifExists: false, isNegated: true }],
  ["DateNotEquals", { name: "dateequals", quantifier: undefined, ifExists: false, isNegated: true }],
  ["Null", { name: "null", quantifier: undefined, ifExists: false, isNegated: false }],
])("%s has its parts", (text, parts) => {
  expect(operatorIn(text)).toEqual(parts);
});

test.each([
  "StringIs",
  "ForSome:StringEquals",
  "NumericNotLessThan",
  "BoolNot",
  "NullIfExists",
  "ForAllValues:Null",
  "",
])("%p is no operator", (text) => {
  expect(operatorIn(text)).toBeUndefined();
});
