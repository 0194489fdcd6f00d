import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { heldFor, mayBeHeld, mayUseHeld } from "./held-for.ts";

const credentials = { accessKeyId: "ASIA", secretAccessKey: new Secret("x") };
const entry = { key: "k", kind: "credentials", label: "l", credentials, obtainedAt: 0 } as const;

test.each([
  ["cached", "no", "at once"],
  ["cached", "soon", "at once"],
  ["cached", "now", "as the last resort"],
  ["refresh", "no", "never"],
  ["refresh", "soon", "never"],
  ["refresh", "now", "never"],
  ["uncached", "no", "never"],
  ["uncached", "soon", "never"],
  ["uncached", "now", "never"],
] as const)("a request for %s credentials has those due %s: %s", (freshness, due, when) => {
  const usable = heldFor({ freshness }, { entry, due });
  expect(usable?.credentials).toBe(when === "never" ? undefined : credentials);
  expect(usable?.isLastResort).toBe(when === "never" ? undefined : when === "as the last resort");
});

test.each([
  ["cached", true, true],
  ["refresh", false, true],
  ["uncached", false, false],
] as const)("%s: uses what is held %p, leaves something to be held %p", (freshness, uses, leaves) => {
  expect(heldFor({ freshness }, undefined)).toBeUndefined();
  expect(mayUseHeld({ freshness })).toBe(uses);
  expect(mayBeHeld({ freshness })).toBe(leaves);
});
