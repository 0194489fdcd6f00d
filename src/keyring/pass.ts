import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import { syncPath } from "../files/write-private-file.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import { findProgram } from "../system/find-program.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";
import { type ProgramEnd, runProgram } from "../system/run-program.ts";
import type { Asking, KeyHolder } from "./keyring.ts";
import { noStore, passMissing, passProblem, passSilent } from "./pass-problem.ts";
import { isThere, otherStore, ownStore, type PasswordStore, rememberStore, variablesOf } from "./password-store.ts";

/** Enough to type a passphrase; a `credential_process` has a minute for everything. */
const LIMIT_MS = 20_000;
const MISSING = /is not in the password store/;

/** For GnuPG, which pass runs: an error where it would ask for a passphrase. */
const ASKS_NOTHING = { PASSWORD_STORE_GPG_OPTS: "--pinentry-mode=error" };

/** What a holder of its kind needs, and its folder. */
interface PassAsking extends Asking {
  /** Where it is written which store has the key; undefined for one that is not looked for later. */
  readonly directory?: string;
}

/**
 * The password manager `pass`: the key is an entry below `actas/`, which GnuPG encrypts. Variables say which store that
 * is, and an agent that cron or an editor has started does not have those of a terminal. So the store of the last key is
 * written down: in a store that never had it the key would seem to be deleted.
 */
export class Pass implements KeyHolder {
  readonly #limitMs: number;
  readonly #variables: Readonly<Record<string, string>>;
  readonly #memory: string | undefined;

  constructor({ asks = "user", directory, limitMs = LIMIT_MS }: PassAsking = {}) {
    this.#limitMs = limitMs;
    this.#memory = directory && `${directory}/store`;
    // What GnuPG says is read here. It still has its dialogs in the language of the user.
    this.#variables = { LANGUAGE: "C", ...(asks === "nobody" && ASKS_NOTHING) };
  }

  async get(id: string): Promise<Secret | undefined> {
    const problems: ActasError[] = [];
    for (const store of this.#stores()) {
      const ended = await this.#run(["show", entryOf(id)], "read", store);
      if (ended.status === 0) return new Secret(ended.output.trim());
      if (!MISSING.test(ended.errors)) problems.push(passProblem("read", ended, store.path));
      else if (!isThere(store)) problems.push(noStore("read", store.path));
    }
    if (problems[0]) throw problems[0];
    return undefined;
  }

  async set(id: string, key: Secret): Promise<void> {
    const store = ownStore();
    const words = ["insert", "--multiline", "--force", entryOf(id)];
    const ended = await this.#run(words, "write to", store, `${key.reveal()}\n`);
    if (ended.status !== 0) throw passProblem("write to", ended, store.path);
    keepThroughPowerCut(store, entryOf(id));
    if (this.#memory) rememberStore(this.#memory, store);
  }

  async forget(id: string): Promise<void> {
    // The key that stays behind opens nothing.
    for (const store of this.#stores()) {
      await this.#run(["rm", "--force", entryOf(id)], "write to", store).catch(() => {});
    }
  }

  /** First the one that most likely has it. */
  #stores(): readonly PasswordStore[] {
    const other = this.#memory && otherStore(this.#memory);
    return [...(other ? [other] : []), ownStore()];
  }

  async #run(words: readonly string[], verb: string, store: PasswordStore, input?: string): Promise<ProgramEnd> {
    const around = ownSurroundings();
    const path = findProgram("pass", around);
    if (!path) throw passMissing();
    const { GNUPGHOME: _, ...others } = agentEnvironment(around);
    const environment = { ...others, ...variablesOf(store), ...this.#variables };
    const signal = AbortSignal.timeout(this.#limitMs);
    try {
      return await runProgram({
        words: [path, ...words],
        surroundings: { directory: "/", environment },
        input,
        signal,
      });
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
function keepThroughPowerCut(store: PasswordStore, entry: string): void {
  const file = `${store.path}/${entry}.gpg`;
  if (!existsSync(file)) return;
  for (const path of [file, dirname(file), store.path]) syncPath(path);
}
