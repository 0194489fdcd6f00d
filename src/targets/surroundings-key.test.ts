import { expect, test } from "bun:test";
import { surroundingsKey } from "./surroundings-key.ts";

const HERE = { directory: "/home/ana", environment: { HOME: "/home/ana", PATH: "/bin", AWS_PROFILE: "dev" } };
const withVariables = (environment: Record<string, string>): string =>
  surroundingsKey({ ...HERE, environment: { ...HERE.environment, ...environment } });

test.each([
  { AWS_PROFILE: "prod" },
  { AWS_CONFIG_FILE: "/x" },
  { HOME: "/root" },
  { PATH: "/opt/bin" },
  { OP_SESSION_work: "x" },
  { SSH_AUTH_SOCK: "/tmp/x" },
  { TERMINAL: "x" },
  { XPWD: "x" },
  { ACTAS_TARGET: "x" },
  { LD_PRELOAD: "x" },
  { PWD: "/home/link-to-ana" },
  { ITERM_PROFILE: "prod" },
  { WT_PROFILE_ID: "x" },
  { EMPTY: "" },
])("%j may change what a command prints", (environment) => {
  expect(withVariables(environment)).not.toBe(surroundingsKey(HERE));
});

test.each([
  { PWD: "/home/ana", OLDPWD: "/", SHLVL: "2", _: "/bin/actas" },
  { TERM: "xterm", TERM_PROGRAM: "x", COLORTERM: "truecolor", TMUX: "x", TMUX_PANE: "%1" },
  { ACTAS_RESOLVING: "a:b", ITERM_SESSION_ID: "x" },
])("%j does not", (environment) => {
  expect(withVariables(environment)).toBe(surroundingsKey(HERE));
});

test("the order of variables does not matter, but the directory does", () => {
  const { HOME, PATH, AWS_PROFILE } = HERE.environment;
  expect(surroundingsKey({ ...HERE, environment: { PATH, AWS_PROFILE, HOME } })).toBe(surroundingsKey(HERE));
  expect(surroundingsKey({ ...HERE, directory: "/" })).not.toBe(surroundingsKey(HERE));
});

test("names and values cannot run into each other", () => {
  expect(withVariables({ A: "b\0C=d" })).not.toBe(withVariables({ A: "b", C: "d" }));
});
