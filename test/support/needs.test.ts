import { expect, test } from "bun:test";
import { needs, pathOf } from "./needs.ts";

test("a tool that is there has a path and is no reason to skip", () => {
  expect(pathOf("setpriv")).toEndWith("/setpriv");
  expect(needs("setpriv")).toBeUndefined();
});

test("a tool that is not listed is a mistake in the test", () => {
  expect(() => needs("no-such-tool")).toThrow('cannot find the tool "no-such-tool"');
});
