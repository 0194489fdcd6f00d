import { expect, test } from "bun:test";
import { whetherUsable } from "./refusing-keys.ts";
import type { IssuerKeys } from "./signing-key.ts";

test("keys are usable when they have signed once, something that is no token, and stay so while they are published", async () => {
  const texts: string[] = [];
  let [signs, isThere] = [false, true];
  const key = {
    kid: "one",
    sign: async (text: string) => {
      texts.push(text);
      if (!signs) throw new Error("kms:Sign is denied");
      return Buffer.from("signature");
    },
  };
  const there = <T>(value: T): T => {
    if (!isThere) throw new Error("the key is not there");
    return value;
  };
  const keys = { current: async () => there(key), published: async () => there([]) } as unknown as IssuerKeys;
  const logged: string[] = [];
  const reason = whetherUsable(keys, (line) => void logged.push(line));
  expect([await reason(), await reason()]).toEqual(Array(2).fill("the issuer's keys cannot be used"));
  expect(logged).toHaveLength(1);
  signs = true;
  expect(await reason()).toBeUndefined();
  signs = false;
  expect(await reason()).toBeUndefined();
  expect(texts).toHaveLength(3);
  expect(texts.filter((text) => text.includes("."))).toEqual([]);
  isThere = false;
  expect(await reason()).toBe("the issuer's keys cannot be used");
});
