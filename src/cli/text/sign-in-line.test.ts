import { expect, test } from "bun:test";
import { signInLine } from "./sign-in-line.ts";

const CORP = { id: "corp", kind: "identity-center", url: "https://corp.example/start", origin: "/x" } as const;

test.each([
  [{ renewable: false, expiration: "2026-01-02T03:04:05.678Z" }, "[until 2026-01-02T03:04:05Z]"],
  [{ renewable: true, expiration: "2026-01-02T03:04:05.678Z" }, "[renews after 2026-01-02T03:04:05Z]"],
  [{ renewable: true }, "[refreshable]"],
] as const)("a sign-in of %p ends with %s", (signIn, end) => {
  expect(signInLine({ ...CORP, signIn }, "utc")).toBe(`corp: https://corp.example/start ${end}`);
});

test("the local time has its zone", () => {
  const line = signInLine({ ...CORP, signIn: { renewable: false, expiration: "2026-01-02T03:04:05Z" } }, "local");
  const [, written] = /\[until (.+)\]$/.exec(line) ?? [];
  expect(new Date(written ?? "").toISOString()).toBe("2026-01-02T03:04:05.000Z");
});
