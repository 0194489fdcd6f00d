import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import { syncPath } from "../files/write-private-file.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import { findProgram } from "../system/find-program.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";
import { killGroup } from "../system/processes/kill-group.ts";
import type { KeyHolder } from "./keyring.ts";

/** Enough to type a passphrase; a `credential_process` has a minute for everything. */
const LIMIT_MS = 20_000;
const MISSING = /is not in the password store/;

interface Ended {
  readonly status: number | null;
  readonly printed: string;
  readonly said: string;
}

/** The password manager `pass`: the key is an entry below `actas/`, which GnuPG encrypts. */
export class Pass implements KeyHolder {
  readonly #limitMs: number;

  constructor(limitMs = LIMIT_MS) {
    this.#limitMs = limitMs;
  }

  async get(id: string): Promise<Secret | undefined> {
    const ended = await this.#run(["show", entryOf(id)], "read");
    if (ended.status === 0) return new Secret(ended.printed.trim());
    if (MISSING.test(ended.said)) return undefined;
    throw failed("read", ended);
  }

  async set(id: string, key: Secret): Promise<void> {
    const ended = await this.#run(["insert", "--multiline", "--force", entryOf(id)], "write to", `${key.reveal()}\n`);
    if (ended.status !== 0) throw failed("write to", ended);
    keepThroughPowerCut(entryOf(id));
  }

  async forget(id: string): Promise<void> {
    // The key that stays behind opens nothing.
    await this.#run(["rm", "--force", entryOf(id)], "write to").catch(() => {});
  }

  async #run(words: readonly string[], verb: string, input = ""): Promise<Ended> {
    const child = start(words);
    child.stdin.write(input);
    child.stdin.end();
    const timer = setTimeout(() => killGroup(child.pid), this.#limitMs);
    const [printed, said] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    clearTimeout(timer);
    if (child.signalCode === "SIGKILL") {
      throw cannot(verb, `it did not answer within ${this.#limitMs / 1000} seconds`, unlockHints());
    }
    return { status: child.exitCode, printed, said };
  }
}

function entryOf(id: string): string {
  return `actas/${id}`;
}

/**
 * What is kept may be nowhere else a moment later, and neither `pass` nor GnuPG has the disk written. A store in another
 * form, as of an extension, has no such file.
 */
function keepThroughPowerCut(entry: string): void {
  const { HOME = "", PASSWORD_STORE_DIR } = agentEnvironment(ownSurroundings());
  const store = PASSWORD_STORE_DIR || `${HOME}/.password-store`;
  const file = `${store}/${entry}.gpg`;
  if (!existsSync(file)) return;
  for (const path of [file, dirname(file), store]) syncPath(path);
}

/** In a group of its own: GnuPG and its dialog end with it. */
function start(words: readonly string[]) {
  const around = ownSurroundings();
  const path = findProgram("pass", around);
  if (!path) throw cannot("use", "it is not installed", ["install it: the package is `pass` on Debian"]);
  try {
    return Bun.spawn([path, ...words], {
      stdio: ["pipe", "pipe", "pipe"],
      cwd: "/",
      env: agentEnvironment(around),
      detached: true,
    });
  } catch (error) {
    throw systemError(error, "run pass");
  }
}

function failed(verb: string, { said, status }: Ended): ActasError {
  const last = said.trim().split("\n").at(-1)?.trim();
  return cannot(verb, last || `it ended with status ${status}`, unlockHints());
}

function unlockHints(): readonly string[] {
  return ["`pass ls` shows whether there is a store; `pass show` of an entry in it unlocks the key that it needs"];
}

function cannot(verb: string, reason: string, hints: readonly string[]): ActasError {
  return new ActasError("system", `cannot ${verb} the password store of pass: ${reason}`, { hints });
}
