import { expect, test } from "bun:test";
import { idleTimeout } from "./idle-timeout.ts";

const settings = {
  agentIdleTimeoutSeconds: 60,
  trustWorktrees: true,
  mfaTimeoutSeconds: 60,
  compat: false,
  persist: "none" as const,
  shell: {},
  console: {},
  prompt: {},
  refuse: [],
  shellFallback: true,
  pick: "terminal" as const,
};

test("the variable outranks the settings, and counts for nothing when it is empty", () => {
  expect(idleTimeout(settings, {})).toBe(60);
  expect(idleTimeout(settings, { ACTAS_AGENT_IDLE_TIMEOUT: "5" })).toBe(5);
  expect(idleTimeout(settings, { ACTAS_AGENT_IDLE_TIMEOUT: "" })).toBe(60);
});

test.each(["0", "-1", "soon", "1h"])("the variable may not be %s", (value) => {
  expect(() => idleTimeout(settings, { ACTAS_AGENT_IDLE_TIMEOUT: value })).toThrow(
    "cannot use ACTAS_AGENT_IDLE_TIMEOUT: it is a number of seconds above 0",
  );
});
