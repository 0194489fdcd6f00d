import type { Environment } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { shellExport } from "../../delivery/shell-export.ts";
import { ACCOUNTS } from "../../sandbox/accounts.ts";
import { freshCode, UnknownDevice } from "../../sandbox/control/control-client.ts";
import { movedIn } from "../../sandbox/home/environment.ts";
import { createSandboxHome, type SandboxHome } from "../../sandbox/home/home.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start.ts";
import { takePort } from "../../sandbox/team/take-port.ts";
import { commandNotFound } from "../../system/processes/exec.ts";
import { meantHints, meantMember } from "../command-line/meant-member.ts";
import { sandbox as SANDBOX } from "../definitions/sandbox.ts";
import { startTeamServer, type TeamServer } from "./team/team-server.ts";
import { undisturbed, unlessInterrupted } from "./team/unless-interrupted.ts";

/** What the sandbox commands get from their caller. */
export interface SandboxParts {
  /** How many accounts the Identity Center has; absent: the three of the demo. */
  readonly accounts?: number;
  /** How many roles each account shows in IAM at least. */
  readonly rolesPerAccount?: number;
  /** A team's accounts, people and server; absent: there is no team. */
  readonly team?: TeamParts;
  /** The environment of this command. */
  readonly variables: Environment;
  /** Stops the agent that runs in a sandbox's environment, if any. */
  readonly stopAgent: (environment: Readonly<Record<string, string>>) => Promise<void>;
  /** Prints one line to stdout, for programs. */
  readonly print: (line: string) => void;
  /** Prints one line to stderr, for the user. */
  readonly note: (line: string) => void;
  /** Resolves when the user wants the sandbox to end. */
  readonly ended: () => Promise<unknown>;
}

/** Who is told how far the team's server has come, and when it has ended. */
export type TeamParts = Pick<Parameters<typeof startTeamServer>[0], "progress" | "note">;

type World = Pick<SandboxParts, "accounts" | "rolesPerAccount" | "team" | "variables" | "stopAgent">;

/** `actas sandbox`: runs a sandbox until the user ends it. Another shell joins it with the lines from stdout. */
export async function keepSandbox({ print, note, ended, ...parts }: SandboxParts): Promise<void> {
  const { variables } = parts;
  await withSandbox(parts, async (sandbox, home) => {
    for (const line of description(sandbox, home)) note(line);
    const moving = shellExport(movedIn(home.path, sandbox.url, variables), "sh");
    for (const line of moving.trimEnd().split("\n")) print(line);
    await ended();
  });
}

/**
 * `actas sandbox -- CMD…`: runs a command in its own sandbox. Returns the command's exit status, or 128 plus the
 * signal's number if a signal ended it.
 *
 * @throws {ExecFailure} when there is no such command
 */
export function runInSandbox(command: readonly string[], { ready, ...parts }: World & Ready): Promise<number> {
  return withSandbox(parts, (sandbox, { environment }) => {
    ready?.(sandbox);
    return runChild(command, environment);
  });
}

interface Ready {
  /** Called before the command starts. */
  readonly ready?: (sandbox: Sandbox) => void;
}

/**
 * For `actas sandbox code [SERIAL]`: a code that this shell's sandbox accepts now, and its device.
 *
 * @throws {ActasError} `usage` outside a sandbox or for an unknown device, `unreachable` when the sandbox is gone
 */
export async function shownCode(
  serialNumber = DEVICE,
  { ACTAS_SANDBOX: url }: Environment,
): Promise<{ readonly serialNumber: string; readonly code: string }> {
  if (!url) {
    const hints = ["start a sandbox with `actas sandbox -- $SHELL`"];
    throw new ActasError("usage", "cannot show an MFA code: this shell is not in a sandbox", { hints });
  }
  const code = await freshCode(url, serialNumber).catch((cause) => fail(url, serialNumber, cause));
  return { serialNumber, code };
}

const DEVICE = ACCOUNTS.users.find(({ mfaDevice }) => mfaDevice)?.mfaDevice?.serialNumber ?? "";

async function withSandbox<Result>(
  { accounts, rolesPerAccount, team, variables, stopAgent }: World,
  use: (sandbox: Sandbox, home: SandboxHome) => Promise<Result>,
): Promise<Result> {
  const held = team && takePort(USUAL_PORT);
  const sandbox = startSandbox({
    teamUrl: held && `http://127.0.0.1:${held.port}/`,
    settings: {
      ...(accounts !== undefined && { accounts }),
      ...(rolesPerAccount !== undefined && { rolesPerAccount }),
    },
  });
  const home = createSandboxHome(sandbox, variables);
  let server: TeamServer | undefined;
  try {
    if (team && held) {
      server = await unlessInterrupted((signal) => startTeamServer({ ...team, held, sandbox, home, signal }));
    }
    return await use(sandbox, home);
  } finally {
    await undisturbed(() =>
      stopAgent(home.environment).finally(async () => {
        await server?.stop();
        home.delete();
        await sandbox.stop();
      }),
    );
  }
}

/** Of a server without a configuration. */
const USUAL_PORT = 8321;

/** The path of the program that a command runs. @throws {ExecFailure} when there is no such command */
export function programOf([name = "", ...rest]: readonly string[], { PATH = "" }: Environment): string {
  const path = Bun.which(name, { PATH });
  if (!path) throw commandNotFound(name, rest.length > 0 ? [] : meantHints(meantMember(name, "sandbox", SANDBOX())));
  return path;
}

async function runChild(command: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const path = programOf(command, env);
  const [name = "", ...rest] = command;
  // Before the child starts: a signal right after its start must not end only this process.
  const stopForwarding = forwardSignals((signal) => child.kill(signal));
  const child = Bun.spawn([path, ...rest], { argv0: name, env, stdio: ["inherit", "inherit", "inherit"] });
  return child.exited.finally(stopForwarding);
}

/** Passes signals on, but not Ctrl-C, which the terminal sends to the child too: we outlive the child to clean up. */
function forwardSignals(pass: (signal: NodeJS.Signals) => void): () => void {
  const handlers = (["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"] as const).map((signal) => {
    const fromTerminal = signal === "SIGINT" || signal === "SIGQUIT";
    const handler = (): void => {
      if (!fromTerminal) pass(signal);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}

function description({ url, startUrl, lendUrl, teamUrl, wellKnownUrl }: Sandbox, home: SandboxHome): string[] {
  return [
    `a made-up AWS listens on ${url}, its home directory is ${home.path}`,
    "profiles with a role: staging, admin, readonly, deploy, partner, audit, nobody, dev1 to dev5",
    "profiles with keys: ana (has an MFA device), ben, keys-no-mfa",
    `Identity Center, source corp: ${startUrl}; profiles sso-dev, sso-data, sso-legacy, sso-chain`,
    `a credential server, source contoso${teamUrl ? "" : " (team in the files of Mairu)"}: ${lendUrl}; roles dev, readonly, audit`,
    `an OpenID provider, source yoyodyne (maws in the file of Mozilla's maws): ${wellKnownUrl}; role 222233334444/TeamAP`,
    ...(teamUrl
      ? [
          `a team's server, source team: ${teamUrl}; its people are ana, ben, cleo and dora, its pages at ${teamUrl}admin`,
        ]
      : []),
    "move another shell into it with `actas sandbox env`, or by the lines below; `actas sandbox code` shows a code of the device of ana there",
    "Ctrl-C ends it and deletes everything",
  ];
}

function fail(url: string, serialNumber: string, cause: unknown): never {
  if (cause instanceof UnknownDevice) {
    throw new ActasError("usage", `cannot show a code of ${serialNumber}: the sandbox has no such MFA device`, {
      cause,
    });
  }
  throw new ActasError("unreachable", `cannot show an MFA code: no sandbox answers at ${url}`, { cause });
}
