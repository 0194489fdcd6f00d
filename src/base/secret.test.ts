import { expect, test } from "bun:test";
import { inspect } from "node:util";
import { Secret } from "./secret.ts";

test("a secret is shown only where it is revealed", () => {
  const secret = new Secret("sesame");
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ deep: { secret } }),
    Bun.inspect({ secret }),
    inspect(new Error("x", { cause: secret })),
    Object.entries({ ...secret }).join(),
  ];
  for (const text of shown) expect(text).not.toContain("sesame");
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
  expect(secret.reveal()).toBe("sesame");
});

test("secrets are compared by their values", () => {
  expect(new Secret("a").equals(new Secret("a"))).toBe(true);
  expect(new Secret("a").equals(new Secret("b"))).toBe(false);
  expect(new Secret("a").equals(undefined)).toBe(false);
});
