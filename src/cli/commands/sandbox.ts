import { ActasError } from "../../base/errors.ts";
import type { Shell } from "../../base/shells.ts";
import { shellExport, shellOf } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { askRunning } from "../asking/ask.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import { eraseProgress, peopleAreWatching, say, sayForNow } from "../terminal/say.ts";
import { untilEnded } from "../terminal/until-ended.ts";

/** `actas sandbox [-- CMD…]`, `actas sandbox code|env` */
export const sandboxActions: Actions = {
  "": sandbox,
  code: async (serial: string | undefined, { json }: { readonly json?: true }) => {
    const shown = await (await loadSandbox()).shownCode(serial, process.env);
    if (json) return printJson("sandbox code", shown);
    print(shown.code);
  },
  env: async (name: string | undefined, { json, shell }: { readonly json?: true; readonly shell?: Shell }) => {
    const { chosenSandbox } = await import("../sandbox/chosen-sandbox.ts");
    const sandbox = await chosenSandbox(name, process.env);
    if (json) return printJson("sandbox env", sandbox);
    print(shellExport(sandbox.variables, shell ?? shellOf(parentProgram(), process.env.SHELL)).trimEnd());
  },
};

interface Options {
  readonly accounts?: string;
  readonly roles?: string;
  readonly team?: true;
}

async function sandbox(command: readonly string[], { accounts, roles, team }: Options): Promise<void> {
  const parts = {
    ...PARTS,
    ...(accounts !== undefined && { accounts: numberFrom(accounts, "--accounts", 100_000) }),
    ...(roles !== undefined && { rolesPerAccount: numberFrom(roles, "--roles", 5000) }),
    ...(team && { team: { progress, note: PARTS.note } }),
  };
  const { keepSandbox, programOf, runInSandbox } = await loadSandbox();
  if (command.length > 0) {
    programOf(command, process.env);
    process.exit(await orInterrupted(runInSandbox(command, { ...parts, ready: welcome })));
  }
  // Before it is said how to end it: Ctrl-C may follow at once.
  const ended = untilEnded();
  await orInterrupted(keepSandbox({ ...parts, ended: () => ended }));
}

function progress(line: string): void {
  if (peopleAreWatching()) sayForNow(line);
}

/** Ends by the signal that has come while the sandbox was made, as it would have without what had to be cleared up. */
async function orInterrupted<Result>(running: Promise<Result>): Promise<Result> {
  try {
    return await running;
  } catch (error) {
    const { Interrupted } = await import("../../system/terminal/interrupted.ts");
    if (!(error instanceof Interrupted) || !error.signal) throw error;
    eraseProgress();
    process.kill(process.pid, error.signal);
    return new Promise(() => {});
  }
}

/** Said to people before the command starts. */
function welcome({ teamUrl }: { readonly teamUrl?: string }): void {
  if (!peopleAreWatching()) return;
  for (const line of teamUrl ? welcomeToTeam(teamUrl) : WELCOME) PARTS.note(line);
}

function welcomeToTeam(serverUrl: string): readonly string[] {
  return [
    `a made-up AWS with its own HOME, and a team's server at ${serverUrl}; all go when the command ends`,
    "`actas login team` lets you choose who you are, `actas list roles team` shows your roles",
    "`actas whoami team:Developer` acts as one, `actas server audit who-used Developer` tells who did",
    `${serverUrl}admin has pages for administrators, such as Cleo`,
    '`eval "$(actas sandbox env)"` moves another terminal into it',
  ];
}

function numberFrom(text: string, option: "--accounts" | "--roles", most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new ActasError("usage", `cannot use \`${option}\` with "${text}": it is a number from 1 to ${most}`, {
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
