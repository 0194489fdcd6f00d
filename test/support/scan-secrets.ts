import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { ACCOUNTS } from "../../src/sandbox/accounts.ts";
import { peerOf, socketFd } from "../../src/system/unix-socket.ts";

/** Something a user or another program can read. */
export interface Place {
  /** What it is, for the report. */
  readonly name: string;
  readonly text: string;
  /** What may be in it: `temporary` for the output of a command whose work is to give temporary credentials. */
  readonly mayHold: "nothing" | "temporary";
}

/** The beginnings of all secrets that the sandbox makes, also in base64 as a header or a file might carry them. */
const SIGN_IN = [
  "sandbox-access-",
  "sandbox-refresh-",
  "sandbox-code-",
  "sandbox-device-",
  "sandbox-client-secret-",
  "sandbox-secret/oauth",
];
const USERS = ACCOUNTS.users.map(({ name }) => `sandbox-secret/${name}`);
const LASTING = withBase64(...USERS, "ONQW4ZDCN54", ...SIGN_IN);
const ANY = withBase64("sandbox-secret", "sandbox-token", "ONQW4ZDCN54", ...SIGN_IN);

/**
 * Searches for secrets of the sandbox, and for the codes and tokens in `alsoKnown`, where they must not be.
 *
 * @returns one sentence for each that was found, without the secret
 */
export function findSecrets(places: readonly Place[], alsoKnown: readonly string[] = []): readonly string[] {
  return places.flatMap(({ name, text, mayHold }) => {
    const known = alsoKnown.map((value) => ({
      mark: alone(value),
      label: `a known value of ${value.length} characters`,
    }));
    const marks = (mayHold === "nothing" ? ANY : LASTING).map((mark) => ({ mark: new RegExp(mark), label: mark }));
    return [...marks, ...known].filter(({ mark }) => mark.test(text)).map(({ label }) => `${name} holds ${label}`);
  });
}

/** Every file below a directory, but those whose path below it matches `except`. */
export async function readFiles(root: string, except: RegExp): Promise<readonly Place[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const wanted = paths.filter((path) => !except.test(relative(root, path)));
  return Promise.all(
    wanted.map(async (path) => ({
      name: `file ${relative(root, path)}`,
      text: await readIfThere(path),
      mayHold: "nothing" as const,
    })),
  );
}

/** Command line and environment of the processes that live in a private HOME; `program` may hold nothing there. */
export async function readProcesses(root: string, program: string): Promise<readonly Place[]> {
  const processes = await processesOf(root);
  return processes.flatMap(({ pid, commandLine, environment }) => [
    { name: `command line of process ${pid}`, text: commandLine, mayHold: "nothing" },
    {
      name: `environment of process ${pid}`,
      text: environment,
      // With `exec --mode env` the user's program has temporary credentials in its environment.
      mayHold: commandLine.startsWith(program) ? "nothing" : "temporary",
    },
  ]);
}

/** The processes whose environment names the directory, and agents in it; none where there is no /proc. */
export async function processesOf(
  root: string,
): Promise<readonly { readonly pid: number; readonly commandLine: string; readonly environment: string }[]> {
  if (!existsSync("/proc/self/environ")) return [];
  const agents = await agentsOf(root);
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const processes = await Promise.all(
    pids.map(async (pid) => ({
      pid,
      commandLine: await readIfThere(`/proc/${pid}/cmdline`),
      environment: await readIfThere(`/proc/${pid}/environ`),
    })),
  );
  return processes.filter(({ pid, environment }) => environment.includes(root) || agents.includes(pid));
}

/** The pids of the agents whose sockets are below a directory: their environment is hidden from all but root. */
async function agentsOf(root: string): Promise<readonly (number | undefined)[]> {
  if (!existsSync(root)) return [];
  const sockets = (await readdir(root, { recursive: true })).filter((path) => basename(path) === "agent.sock");
  return Promise.all(sockets.map((path) => listenerOf(join(root, path))));
}

/** The process that listens on a socket, by the kernel's answer to a client; `undefined` when none does. */
async function listenerOf(path: string): Promise<number | undefined> {
  try {
    const socket = await Bun.connect({ unix: path, socket: { data() {} } });
    const { pid } = peerOf(socketFd(socket));
    socket.end();
    return pid;
  } catch {
    return undefined;
  }
}

function withBase64(...marks: readonly string[]): readonly string[] {
  // Only whole groups of three bytes look the same whatever follows them.
  const encoded = marks.map((mark) => Buffer.from(mark.slice(0, mark.length - (mark.length % 3))).toString("base64"));
  return [...marks, ...encoded];
}

/** The value where no other letter or digit touches it, so that a code is not found inside a longer number. */
function alone(value: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${RegExp.escape(value)}(?![A-Za-z0-9])`);
}

/** Processes end and files go while they are looked at. */
async function readIfThere(path: string): Promise<string> {
  return readFile(path, "latin1").catch(() => "");
}
