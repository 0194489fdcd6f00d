import { expect, test } from "bun:test";
import { Secret } from "../../base/secret.ts";
import { OathPasswords } from "./oath-passwords.ts";

const HOUR = 3_600_000;

test("a password is known for 12 hours, and what keeps it hears that it is not any more", () => {
  let now = 0;
  const passwords = new OathPasswords(() => now);
  const heard: string[] = [];
  passwords.keptBy({
    keep: ({ serial }) => void heard.push(`keep ${serial}`),
    forget: ({ serial }) => void heard.push(`forget ${serial}`),
  });
  passwords.keep("7", new Secret("horse"));
  now = 12 * HOUR - 1;
  expect(passwords.get("7")?.reveal()).toBe("horse");
  now = 12 * HOUR;
  expect(passwords.get("7")).toBeUndefined();
  passwords.keep("8", new Secret("cow"));
  passwords.clear();
  expect(passwords.list()).toEqual([]);
  expect(heard).toEqual(["keep 7", "forget 7", "keep 8", "forget 8"]);
});

test("of two passwords the one that was found right later counts", () => {
  const passwords = new OathPasswords(() => 0);
  passwords.keep("7", new Secret("new"));
  passwords.restore({ serial: "7", password: new Secret("old"), until: HOUR });
  expect(passwords.get("7")?.reveal()).toBe("new");
  passwords.restore({ serial: "7", password: new Secret("newer"), until: 13 * HOUR });
  expect(passwords.get("7")?.reveal()).toBe("newer");
});
