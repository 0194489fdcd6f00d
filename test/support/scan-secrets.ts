import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { ACCOUNTS } from "../../src/sandbox/accounts.ts";
import { peerOf, socketFd } from "../../src/system/unix-socket.ts";

/** A text that a user or another program can read. */
export interface Place {
  /** A name for the report. */
  readonly name: string;
  readonly text: string;
  /**
   * The secrets that the text may have: `temporary` for the output of a command that gives temporary credentials, `any`
   * for that of one that gives a user's own keys.
   */
  readonly mayHold: "nothing" | "temporary" | "any";
}

/** How every secret of the sandbox begins, also in base64, as in a header or a file. */
const SIGN_IN = [
  "sandbox-access-",
  "sandbox-refresh-",
  "sandbox-code-",
  "sandbox-device-",
  "sandbox-client-secret-",
  "sandbox-secret/oauth",
];
const USERS = ACCOUNTS.users.map(({ name }) => `sandbox-secret/${name}`);
/** An ID token: two parts that are JSON, and the signature. */
const ID_TOKEN = "eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}";
const LASTING = [...withBase64(...USERS, "ONQW4ZDCN54", ...SIGN_IN), ID_TOKEN];
const ANY = [...withBase64("sandbox-secret", "sandbox-token", "ONQW4ZDCN54", ...SIGN_IN), ID_TOKEN];

/**
 * Searches places where no secret may be for secrets of the sandbox and for the codes and tokens in `alsoKnown`.
 *
 * @returns one sentence per secret found, without the secret itself
 */
export function findSecrets(places: readonly Place[], alsoKnown: readonly string[] = []): readonly string[] {
  return places.flatMap(({ name, text, mayHold }) => {
    if (mayHold === "any") return [];
    const known = alsoKnown.map((value) => ({
      mark: alone(value),
      label: `a known value of ${value.length} characters`,
    }));
    const marks = (mayHold === "nothing" ? ANY : LASTING).map((mark) => ({ mark: new RegExp(mark), label: mark }));
    return [...marks, ...known].filter(({ mark }) => mark.test(text)).map(({ label }) => `${name} holds ${label}`);
  });
}

/** Every file below a directory, except those whose relative path matches `except`. */
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

/** The command line and environment of each process with a private HOME; `program` may have no secrets there. */
export async function readProcesses(root: string, program: string): Promise<readonly Place[]> {
  const processes = await processesOf(root);
  return processes.flatMap(({ pid, commandLine, environment }) => [
    { name: `command line of process ${pid}`, text: commandLine, mayHold: "nothing" },
    {
      name: `environment of process ${pid}`,
      text: environment,
      // With `exec --mode env`, the user's program has temporary credentials in its environment.
      mayHold: commandLine.startsWith(program) ? "nothing" : "temporary",
    },
  ]);
}

/** The processes whose environment names the directory, and the agents in it; none without /proc. */
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

/** The pids of the agents with sockets below a directory: only root can read the environment of an agent. */
async function agentsOf(root: string): Promise<readonly (number | undefined)[]> {
  if (!existsSync(root)) return [];
  const sockets = (await readdir(root, { recursive: true })).filter((path) => basename(path) === "agent.sock");
  return Promise.all(sockets.map((path) => listenerOf(join(root, path))));
}

/** The process that listens on a socket, as the kernel tells a client; `undefined` if none does. */
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
  // Only whole groups of three bytes have the same base64 regardless of what follows them.
  const encoded = marks.map((mark) => Buffer.from(mark.slice(0, mark.length - (mark.length % 3))).toString("base64"));
  return [...marks, ...encoded];
}

/** Matches a value without a letter or digit next to it, so that a code does not match inside a longer number. */
function alone(value: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${RegExp.escape(value)}(?![A-Za-z0-9])`);
}

/** Empty if the file is gone: processes end and files disappear during the search. */
async function readIfThere(path: string): Promise<string> {
  return readFile(path, "latin1").catch(() => "");
}
