import { expect, test } from "bun:test";
import { ActasError } from "../../base/errors.ts";
import { TellOnce } from "./tell-once.ts";

const GRANT = {};
const OTHER = {};
const SIGNED_OUT = new ActasError("sign-in-required", "cannot get credentials: the sign-in ended 3 hours ago");
const LATER = new ActasError("sign-in-required", "cannot get credentials: the sign-in ended 4 hours ago");
const OFFLINE = new ActasError("unreachable", "cannot reach STS: no route to host");

function listener() {
  const heard: [object, string][] = [];
  return { heard, tellOnce: new TellOnce((grant, error) => heard.push([grant, error.message])) };
}

test("the same kind of failure is told once for each grant", () => {
  const { heard, tellOnce } = listener();
  tellOnce.failed(GRANT, SIGNED_OUT);
  tellOnce.failed(GRANT, LATER);
  tellOnce.failed(OTHER, SIGNED_OUT);
  expect(heard).toEqual([
    [GRANT, SIGNED_OUT.message],
    [OTHER, SIGNED_OUT.message],
  ]);
});

test("another kind of failure is told too, and the first not again", () => {
  const { heard, tellOnce } = listener();
  for (const failure of [OFFLINE, SIGNED_OUT, OFFLINE, SIGNED_OUT]) tellOnce.failed(GRANT, failure);
  expect(heard.map(([, message]) => message)).toEqual([OFFLINE.message, SIGNED_OUT.message]);
});

test("after a success the same failure is told again", () => {
  const { heard, tellOnce } = listener();
  tellOnce.failed(GRANT, SIGNED_OUT);
  tellOnce.supplied(GRANT);
  tellOnce.failed(GRANT, SIGNED_OUT);
  expect(heard).toHaveLength(2);
});

test("an unexpected error is told without its message", () => {
  const { heard, tellOnce } = listener();
  tellOnce.failed(GRANT, new Error("s3cret"));
  expect(heard).toEqual([[GRANT, "cannot give credentials: actas failed unexpectedly"]]);
});

test("a program that gets credentials again, after it was told why not, is over it once", () => {
  const over: object[] = [];
  const tellOnce = new TellOnce(
    () => {},
    (grant) => over.push(grant),
  );
  tellOnce.supplied(GRANT);
  tellOnce.failed(GRANT, SIGNED_OUT);
  tellOnce.failed(GRANT, OFFLINE);
  for (const _ of "twice") tellOnce.supplied(GRANT);
  expect(over).toEqual([GRANT]);
});
