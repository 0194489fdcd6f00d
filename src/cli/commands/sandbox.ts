import { Command } from "commander";
import { print } from "../../system/print.ts";
import { askRunning } from "../ask.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";
import { examples } from "../text/examples.ts";

const EXAMPLES = `
Examples:
  actas sandbox -- bash            a shell in a made-up AWS; \`exit\` ends it
  actas sandbox code               in there: the MFA code of the moment
  actas whoami staging             in there: acts as a role, asks for a code
  actas sandbox                    keeps one for other shells, until Ctrl-C
`;

/** `actas sandbox [-- CMD…]`, `actas sandbox code [SERIAL]` */
export function sandboxCommand(): Command {
  return new Command("sandbox")
    .description("a made-up AWS on loopback, with a throwaway home directory, for trying things out")
    .usage("[--] [command] [args...]")
    .argument("[command...]", "runs in the sandbox, which ends with it; without one it runs until Ctrl-C")
    .passThroughOptions()
    .addHelpText("after", EXAMPLES)
    .action(async (command: string[]) => {
      const { keepSandbox, runInSandbox } = await loadSandbox();
      if (command.length > 0) {
        if (peopleAreWatching()) for (const line of WELCOME) PARTS.note(line);
        process.exit(await runInSandbox(command, PARTS));
      }
      await keepSandbox({ ...PARTS, ended: interrupted });
    })
    .addCommand(codeCommand());
}

function codeCommand(): Command {
  return new Command("code")
    .description("print the MFA code that a device of the sandbox shows now")
    .argument("[serial]", "the device; default: that of ana")
    .addHelpText("after", examples("actas sandbox code", "actas whoami --otp $(actas sandbox code) staging"))
    .action(async (serial: string | undefined) => (await loadSandbox()).printSandboxCode(serial, PARTS));
}

/** No other command has to load a made-up AWS. */
function loadSandbox() {
  return import("../sandbox/run-in-sandbox.ts");
}

const WELCOME = [
  "a made-up AWS with its own HOME; both go when the command ends",
  "`actas whoami staging` asks for an MFA code, `actas sandbox code` shows one",
  "an AWS CLI before 2.13 also needs `--endpoint-url $AWS_ENDPOINT_URL`",
] as const;

const PARTS = {
  variables: process.env,
  stopAgent: async (environment: Readonly<Record<string, string>>) => {
    await askRunning({ request: "stop" }, environment);
  },
  print: (line: string) => print(line),
  note: (line: string) => say(`actas: ${line}`),
};

function interrupted(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve);
  });
}
