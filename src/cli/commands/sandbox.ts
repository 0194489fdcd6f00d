import { Command, InvalidArgumentError, Option } from "commander";
import { SHELLS, type Shell, shellOf } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { askRunning } from "../ask.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";
import { examples } from "../text/examples.ts";

const EXAMPLES = `
Examples:
  actas sandbox -- bash            a shell in a made-up AWS; \`exit\` ends it
  actas sandbox code               in there: the MFA code of the moment
  actas whoami staging             in there: acts as a role, asks for a code
  actas sandbox env                moves another terminal into one that runs
  actas sandbox --accounts 1000    with a large organisation to choose from
  actas sandbox                    keeps one for other shells, until Ctrl-C
`;

/** `actas sandbox [-- CMD…]`, `actas sandbox code [SERIAL]` */
export function sandboxCommand(): Command {
  return new Command("sandbox")
    .description("a made-up AWS on loopback, with a throwaway home directory, for trying things out")
    .usage("[--] [command] [args...]")
    .argument("[command...]", "runs in the sandbox, which ends with it; without one it runs until Ctrl-C")
    .passThroughOptions()
    .addOption(
      new Option("--accounts <number>", "make up an organisation of that many accounts, five roles in each").argParser(
        numberOfAccounts,
      ),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (command: string[], { accounts }: { accounts?: number }) => {
      const parts = { ...PARTS, ...(accounts !== undefined && { accounts }) };
      const { keepSandbox, programOf, runInSandbox } = await loadSandbox();
      if (command.length > 0) {
        programOf(command, process.env);
        if (peopleAreWatching()) for (const line of WELCOME) PARTS.note(line);
        process.exit(await runInSandbox(command, parts));
      }
      // Before it is said how to end it: Ctrl-C may follow at once.
      const ended = interrupted();
      await keepSandbox({ ...parts, ended: () => ended });
    })
    .addCommand(codeCommand())
    .addCommand(envCommand());
}

function codeCommand(): Command {
  return new Command("code")
    .description("print the MFA code that a device of the sandbox shows now")
    .argument("[serial]", "the device; default: that of ana")
    .addHelpText("after", examples("actas sandbox code", "actas whoami --otp $(actas sandbox code) staging"))
    .action(async (serial: string | undefined) => (await loadSandbox()).printSandboxCode(serial, PARTS));
}

function envCommand(): Command {
  return new Command("env")
    .description("print the lines that move another shell into a sandbox that runs")
    .argument("[sandbox]", "which one, when several run")
    .addOption(new Option("--shell <shell>", "shell to write for; default: the shell that runs this").choices(SHELLS))
    .addHelpText("after", examples('eval "$(actas sandbox env)"', "actas sandbox env | source      fish"))
    .action(async (name: string | undefined, { shell }: { shell?: Shell }) => {
      const { printSandboxEnvironment } = await import("../sandbox/print-sandbox-environment.ts");
      return printSandboxEnvironment({ name, shell: shell ?? shellOf(parentProgram(), process.env.SHELL) }, PARTS);
    });
}

function numberOfAccounts(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 100_000) return number;
  throw new InvalidArgumentError("it is a number from 1 to 100000");
}

/** Loaded here, so that no other command loads a made-up AWS. */
function loadSandbox() {
  return import("../sandbox/run-in-sandbox.ts");
}

const WELCOME = [
  "a made-up AWS with its own HOME; both go when the command ends",
  "`actas whoami staging` asks for an MFA code, `actas sandbox code` shows one",
  '`eval "$(actas sandbox env)"` moves another terminal into it',
] as const;

const PARTS = {
  variables: process.env,
  stopAgent: async (environment: Readonly<Record<string, string>>) => {
    await askRunning({ request: "stop" }, environment);
  },
  print: (line: string) => print(line),
  note: (line: string) => say(`actas: ${line}`),
};

async function interrupted(): Promise<void> {
  const signal = await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve);
  });
  // The terminal shows ^C, and the shell's prompt would follow in that line.
  if (signal === "SIGINT" && peopleAreWatching()) say("");
}
