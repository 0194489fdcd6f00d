import { expect, test } from "bun:test";
import { ownReaderNotice } from "./own-reader-notice.ts";

test("a program that opens the user's file itself is named, with the target and what to do", () => {
  expect(ownReaderNotice("awscurl", "staging")).toMatch(/^awscurl opens .* not as "staging": .*--mode env/);
});

test("other programs get no notice", () => {
  expect(ownReaderNotice("aws", "staging")).toBeUndefined();
  expect(ownReaderNotice("awscurl2", "staging")).toBeUndefined();
});
