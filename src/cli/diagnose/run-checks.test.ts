import { expect, test } from "bun:test";
import { ActasError } from "../../base/errors.ts";
import type { Check } from "./check.ts";
import { runChecks } from "./run-checks.ts";
import type { Scene } from "./scene.ts";

const SCENE = {} as Scene;
const fine: Check = { name: "fine", run: async () => [{ severity: "fine", words: "all is well" }] };

test("a check that throws is a finding, and the others go on", async () => {
  const refusing: Check = {
    name: "refusing",
    run: async () => {
      throw new ActasError("configuration", "cannot use it: it is broken", { hints: ["mend it"] });
    },
  };
  const broken: Check = {
    name: "broken",
    run: async () => {
      throw new TypeError("undefined is not a function");
    },
  };
  expect(await runChecks([refusing, broken, fine], SCENE)).toEqual([
    { check: "refusing", severity: "error", words: "cannot use it: it is broken", mend: ["mend it"] },
    {
      check: "broken",
      severity: "unknown",
      words: "not checked, which is a bug: TypeError: undefined is not a function",
    },
    { check: "fine", severity: "fine", words: "all is well" },
  ]);
});

test("a check that takes too long is not waited for", async () => {
  const slow: Check = { name: "slow", run: () => new Promise(() => {}) };
  expect(await runChecks([slow, fine], SCENE, 20)).toMatchObject([
    { check: "slow", severity: "unknown", words: "not checked: it took more than 0.02 s" },
    { check: "fine" },
  ]);
});
