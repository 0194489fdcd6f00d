import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import { syncPath } from "../files/write-private-file.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import { findProgram } from "../system/find-program.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";
import { type ProgramEnd, runProgram } from "../system/run-program.ts";
import type { Asking, KeyHolder } from "./keyring.ts";
import { passMissing, passProblem, passSilent } from "./pass-problem.ts";

/** Enough to type a passphrase; a `credential_process` has a minute for everything. */
const LIMIT_MS = 20_000;
const MISSING = /is not in the password store/;

/** For GnuPG, which pass runs: an error where it would ask for a passphrase. */
const ASKS_NOTHING = { PASSWORD_STORE_GPG_OPTS: "--pinentry-mode=error" };

/** The password manager `pass`: the key is an entry below `actas/`, which GnuPG encrypts. */
export class Pass implements KeyHolder {
  readonly #limitMs: number;
  readonly #variables: Readonly<Record<string, string>>;

  constructor({ limitMs = LIMIT_MS, asks = "user" }: Asking = {}) {
    this.#limitMs = limitMs;
    // What GnuPG says is read here. It still has its dialogs in the language of the user.
    this.#variables = { LANGUAGE: "C", ...(asks === "nobody" && ASKS_NOTHING) };
  }

  async get(id: string): Promise<Secret | undefined> {
    const ended = await this.#run(["show", entryOf(id)], "read");
    if (ended.status === 0) return new Secret(ended.output.trim());
    if (MISSING.test(ended.errors)) return undefined;
    throw passProblem("read", ended);
  }

  async set(id: string, key: Secret): Promise<void> {
    const ended = await this.#run(["insert", "--multiline", "--force", entryOf(id)], "write to", `${key.reveal()}\n`);
    if (ended.status !== 0) throw passProblem("write to", ended);
    keepThroughPowerCut(entryOf(id));
  }

  async forget(id: string): Promise<void> {
    // The key that stays behind opens nothing.
    await this.#run(["rm", "--force", entryOf(id)], "write to").catch(() => {});
  }

  async #run(words: readonly string[], verb: string, input?: string): Promise<ProgramEnd> {
    const around = ownSurroundings();
    const path = findProgram("pass", around);
    if (!path) throw passMissing();
    const surroundings = { directory: "/", environment: { ...agentEnvironment(around), ...this.#variables } };
    const signal = AbortSignal.timeout(this.#limitMs);
    try {
      return await runProgram({ words: [path, ...words], surroundings, input, signal });
    } catch (error) {
      throw signal.aborted ? passSilent(verb, this.#limitMs) : systemError(error, "run pass");
    }
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
