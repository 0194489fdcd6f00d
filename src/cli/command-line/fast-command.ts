import { CONTAINER_HOOK, CONTAINER_RELAY } from "../../agent-api/relay-arguments.ts";
import { KEYRING_CHILD } from "../../keyring/keyring-child-argument.ts";
import { ADDRESS_HELPER } from "../../serve/imds/address-helper-argument.ts";
import type { ExportOptions } from "../delivery/run-export.ts";
import type { ProcessOptions } from "../delivery/run-process.ts";
import { defaultInteraction } from "../environment/default-interaction.ts";
import { hasFlagVariables } from "../environment/flag-variables.ts";
import type { ExecOptions } from "../run-exec.ts";
import { defaultSource } from "../target/default-source.ts";

/** The commands that AWS calls and shells wait for, in the form that users and SDKs nearly always write. */
export type FastCommand =
  | ({ readonly command: "exec" } & ExecOptions)
  | ({ readonly command: "export" } & ExportOptions)
  | ({ readonly command: "process" } & ProcessOptions);

/** Whether a command started this process as the agent. The command waits for it, so it skips the command line too. */
export function isStartedAgent(argv: readonly string[]): boolean {
  return argv.join(" ") === "agent run --started";
}

/** Whether this process is to ask the keyring of the operating system, for another one of ours. */
export function isKeyringChild(argv: readonly string[]): boolean {
  return argv.length === 1 && argv[0] === KEYRING_CHILD;
}

/** Whether a container engine started this process, for a container that gets credentials. */
export function isForContainer(argv: readonly string[]): boolean {
  return argv[0] === CONTAINER_HOOK || argv[0] === CONTAINER_RELAY;
}

/** Whether this process is to give the machine the address of the metadata service, as root, for another one of ours. */
export function isAddressHelper(argv: readonly string[]): argv is readonly [string, string] {
  return argv.length === 2 && argv[0] === ADDRESS_HELPER;
}

/** What a shell asks in which a person has pressed TAB: by the protocol of Cobra, or as bash needs it. */
const COMPLETION = "__complete";
export const BASH_COMPLETION = "__complete-bash";

/** Whether a shell asks what may stand at the cursor. It waits for the answer at each TAB. */
export function isCompletion(argv: readonly string[]): boolean {
  return argv[0] === COMPLETION || argv[0] === BASH_COMPLETION;
}

/** Whether only the version is asked for. */
export function isVersionAsked(argv: readonly string[]): boolean {
  return ["--version", "-V", "version"].includes(argv.join(" "));
}

/**
 * Recognises `process TARGET`, `export TARGET` and `exec TARGET [--] CMD…` without options, nor variables that stand for
 * one; all else goes to the full command line.
 */
export function fastCommand(argv: readonly string[]): FastCommand | undefined {
  const [command, target, ...rest] = argv;
  if (command !== "process" && command !== "exec" && command !== "credential-process" && command !== "export")
    return undefined;
  if (!target || target.startsWith("-") || hasFlagVariables(process.env)) return undefined;
  const common = { target, ...defaultSource(target), freshness: "cached" } as const;
  if (command === "export") {
    // `export help` has an answer of its own.
    if (rest.length > 0 || target === "help") return undefined;
    return { command, targetRequest: { ...common, interaction: defaultInteraction() }, agent: "used" };
  }
  if (command !== "exec") {
    if (rest.length > 0) return undefined;
    return {
      command: "process",
      targetRequest: { ...common, interaction: defaultInteraction("code-only") },
      agent: "used",
    };
  }
  const targetRequest = { ...common, interaction: defaultInteraction() };
  const words = rest[0] === "--" ? rest.slice(1) : rest;
  if (!words[0] || words[0].startsWith("-")) return undefined;
  return { command, targetRequest, agent: "used", mode: "container", words };
}
