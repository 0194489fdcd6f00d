import { afterEach, expect, test } from "bun:test";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";
import { fastCommand, isStartedAgent } from "./fast-command.ts";
import { typedCommand } from "./typed/typed-command.ts";

afterEach(() => {
  for (const name of ["ACTAS_NON_INTERACTIVE", "ACTAS_MFA_CODE", "MFA_CODE", "EXTERNAL_ID"]) delete process.env[name];
});

const REQUEST = { target: "staging", freshness: "cached", interaction: "allowed" } as const;

test.each(["process", "credential-process"])(
  "`%s TARGET` is the fast process, which waits for no browser",
  (command) => {
    const targetRequest = { ...REQUEST, interaction: "code-only" } as const;
    expect(fastCommand([command, "staging"])).toEqual({ command: "process", targetRequest, agent: "used" });
  },
);

test.each([
  [
    ["exec", "staging", "--", "aws", "s3", "ls"],
    ["aws", "s3", "ls"],
  ],
  [
    ["exec", "staging", "aws", "--version"],
    ["aws", "--version"],
  ],
  [
    ["exec", "staging", "--", "sh", "-c", "a -- b"],
    ["sh", "-c", "a -- b"],
  ],
])("%j is the fast exec", (argv, words) => {
  expect(fastCommand(argv)).toEqual({
    command: "exec",
    targetRequest: REQUEST,
    agent: "used",
    mode: "container",
    words,
  });
});

test("`export TARGET` is the fast export, which asks for what the whole command line asks for", async () => {
  const fast = fastCommand(["export", "staging"]);
  expect(fast).toEqual({ command: "export", targetRequest: REQUEST, agent: "used" });
  const [target, flags] = typedCommand(["export", "staging"])!.given as unknown as readonly [string, CredentialFlags];
  const { agent, targetRequest } = { agent: agentUseFrom(flags), ...(await chosenTarget(target, flags)) };
  expect({ command: "export", targetRequest, agent }).toEqual(fast as never);
});

test.each([
  [[]],
  [["export"]],
  [["export", "help"]],
  [["export", "--help"]],
  [["export", "staging", "--json"]],
  [["export", "--shell", "fish", "staging"]],
  [["process"]],
  [["process", "--help"]],
  [["process", "staging", "--refresh"]],
  [["process", ""]],
  [["exec"]],
  [["exec", "staging"]],
  [["exec", "staging", "--"]],
  [["exec", "--mode", "env", "staging", "--", "true"]],
  [["exec", "staging", "--mode", "env", "true"]],
  [["exec", "--", "true"]],
  [["status", "staging"]],
])("%j goes to the whole command line", (argv) => {
  expect(fastCommand(argv)).toBeUndefined();
});

test("ACTAS_NON_INTERACTIVE counts here, too", () => {
  process.env.ACTAS_NON_INTERACTIVE = "1";
  expect(fastCommand(["process", "staging"])?.targetRequest.interaction).toBe("never");
});

test("the agent as commands start it is recognised, and no other", () => {
  expect(isStartedAgent(["agent", "run", "--started"])).toBe(true);
  expect(isStartedAgent(["agent", "run"])).toBe(false);
});

test.each(["ACTAS_MFA_CODE", "MFA_CODE", "EXTERNAL_ID"])(
  "%s may stand for an option, so it is read in full",
  (name) => {
    process.env[name] = "123456";
    expect(fastCommand(["process", "staging"])).toBeUndefined();
  },
);
