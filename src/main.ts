import { VERSION_AND_COMMIT } from "./base/version.ts";
import {
  type FastCommand,
  fastCommand,
  isAddressHelper,
  isCompletion,
  isForContainer,
  isKeyringChild,
  isStartedAgent,
  isVersionAsked,
} from "./cli/command-line/fast-command.ts";
import { isHelpFlag } from "./cli/command-line/help-flag.ts";
import "./cli/command-line/loaded-together.ts";
import { runProcess } from "./cli/delivery/run-process.ts";
import { isTerminal } from "./system/terminal/is-terminal.ts";

const STDOUT = 1;

const argv = process.argv.slice(2);
// If nothing is left to wait for and the command has not ended, it must not look as if it had done its work.
process.exitCode = 1;
// Without `await`, which would keep the compiler from putting together what this file and others load.
void main()
  .catch(async (error: unknown) => (await import("./cli/terminal/last-words.ts")).lastWords(error, argv[0]))
  .then((status) => process.exit(status));

/** The commands that AWS calls and shells wait for go straight to the agent; nothing else is asked before. */
async function main(): Promise<number> {
  const fast = fastCommand(argv);
  // To a terminal, no keys are printed.
  if (!fast || (fast.command === "export" && isTerminal(STDOUT))) return otherwise();
  try {
    await runFast(fast);
    return 0;
  } catch (error) {
    return (await import("./cli/terminal/report-error.ts")).reportError(error, fast.command);
  }
}

/** All other commands go through the command line, except the version: it must work even where nothing else can start. */
async function otherwise(): Promise<number> {
  if (isStartedAgent(argv)) return (await import("./cli/command-line/become-agent.ts")).becomeAgent("started");
  if (isCompletion(argv)) return (await import("./cli/command-line/completion/run-completion.ts")).runCompletion(argv);
  if (isKeyringChild(argv)) return (await import("./keyring/keyring-child.ts")).keyringChild();
  if (isForContainer(argv)) return (await import("./relay/for-container.ts")).forContainer(argv);
  if (isAddressHelper(argv)) return (await import("./serve/imds/address-helper.ts")).addressHelper(argv[1]);
  if (isHelpFlag(argv[0]) || isHelpFlag(argv[1])) return (await import("./cli/command-line/run-help.ts")).runHelp(argv);
  if (!isVersionAsked(argv)) return (await import("./cli/command-line/run-command.ts")).runCommand(argv);
  try {
    (await import("./system/print.ts")).printLine(VERSION_AND_COMMIT);
    return 0;
  } catch (error) {
    return (await import("./cli/terminal/report-error.ts")).reportError(error, "version");
  }
}

async function runFast(typed: FastCommand): Promise<void> {
  if (typed.command === "process") return runProcess(await withRole(typed));
  if (typed.command === "export")
    return (await import("./cli/delivery/run-export.ts")).runExport(await withRole(typed));
  const { findCommand, runExec } = await import("./cli/run-exec.ts");
  const fallback = await findCommand(typed.words, typed.targetRequest.target);
  return runExec({ ...(await withRole(typed)), ...fallback });
}

/** A command whose target is `auto`, with what that means here. */
async function withRole<C extends FastCommand>(typed: C): Promise<C> {
  if (typed.targetRequest.target !== "auto") return typed;
  return { ...typed, ...(await (await import("./cli/target/auto-role.ts")).autoRole(typed.targetRequest)) };
}
