import { ActasError } from "../../base/errors.ts";
import type { Shell } from "../../base/shells.ts";
import { shellOf } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { askRunning } from "../ask.ts";
import type { Actions } from "../command-line/action.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";

/** `actas sandbox [-- CMD…]`, `actas sandbox code|env` */
export const sandboxActions: Actions = {
  "": sandbox,
  code: async (serial: string | undefined) => (await loadSandbox()).printSandboxCode(serial, PARTS),
  env: async (name: string | undefined, { shell }: { readonly shell?: Shell }) => {
    const { printSandboxEnvironment } = await import("../sandbox/print-sandbox-environment.ts");
    return printSandboxEnvironment({ name, shell: shell ?? shellOf(parentProgram(), process.env.SHELL) }, PARTS);
  },
};

async function sandbox(command: readonly string[], { accounts }: { readonly accounts?: string }): Promise<void> {
  const parts = { ...PARTS, ...(accounts !== undefined && { accounts: numberOfAccounts(accounts) }) };
  const { keepSandbox, programOf, runInSandbox } = await loadSandbox();
  if (command.length > 0) {
    programOf(command, process.env);
    if (peopleAreWatching()) for (const line of WELCOME) PARTS.note(line);
    process.exit(await runInSandbox(command, parts));
  }
  // Before it is said how to end it: Ctrl-C may follow at once.
  const ended = interrupted();
  await keepSandbox({ ...parts, ended: () => ended });
}

function numberOfAccounts(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 100_000) return number;
  throw new ActasError("usage", `cannot use \`--accounts\` with "${text}": it is a number from 1 to 100000`, {
    hints: ["`actas sandbox --help` shows what there is"],
  });
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
