import type { Secret } from "../../base/secret.ts";
import type { Surroundings } from "../../base/surroundings.ts";
import { type ProgramEnd, runProgram } from "../../system/run-program.ts";
import { isWithoutService, troubleIn, YkmanProblem, type YkmanTrouble } from "./ykman-problem.ts";

/** An account is found by the key's serial number and its name on it. */
export interface KeyAccount {
  readonly serial: string;
  readonly label: string;
  readonly password: Secret | undefined;
}

export interface AskedCode extends KeyAccount {
  /** Called when the key waits to be touched; what it throws ends the wait. */
  readonly touch: () => void;
}

interface RunOptions {
  readonly stop?: AbortSignal;
  readonly input?: string | undefined;
  readonly onErrors?: (errors: string) => void;
}

/**
 * Yubico's `ykman`, versions 4 and 5. Secrets go to it on standard input only: arguments and variables of a process
 * can be read by others.
 *
 * @see https://docs.yubico.com/software/yubikey/tools/ykman/
 */
export class Ykman {
  readonly #program: string;
  readonly #surroundings: Surroundings;
  readonly #signal: AbortSignal;

  constructor(program: string, surroundings: Surroundings, signal: AbortSignal) {
    this.#program = program;
    this.#surroundings = surroundings;
    this.#signal = signal;
  }

  /** The serial numbers of the keys that are plugged in. */
  async serials(): Promise<readonly string[]> {
    const { errors, output } = await this.#run(["list", "--serials"]);
    const serials = output.match(/^\d+$/gm) ?? [];
    if (serials.length === 0 && isWithoutService(errors)) {
      throw new YkmanProblem("not-found", "the smart-card service (pcscd) does not run");
    }
    return serials;
  }

  /** The code of the account of exactly this name. @throws {YkmanProblem} there is no code, and why */
  async code({ serial, label, password, touch }: AskedCode): Promise<string> {
    // `ykman` would take one whose name only has this one in it, also where it wants a touch for it first.
    const names = await this.#accounts({ serial, label, password });
    if (!names.includes(label)) throw noAccount(serial, label, names);
    let isTold = false;
    const stop = new AbortController();
    const end = await this.#run(["--device", serial, "oath", "accounts", "code", "--single", "--", label], {
      stop: stop.signal,
      input: lines(password),
      onErrors: (errors) => {
        if (isTold || !/Touch your YubiKey/i.test(errors)) return;
        isTold = true;
        try {
          touch();
        } catch (error) {
          stop.abort(error);
        }
      },
    });
    const [code] = /\d+(?=\s*$)/.exec(end.output) ?? [];
    if (end.status === 0 && code) return code;
    throw problemOf(end, serial, label);
  }

  /** Whether a key has an account of exactly this name. @throws {YkmanProblem} */
  async has(account: KeyAccount): Promise<boolean> {
    return (await this.#accounts(account)).includes(account.label);
  }

  /** Puts an account onto a key, in place of one of that name. @throws {YkmanProblem} */
  async add({ serial, label, password }: KeyAccount, seed: Secret, touch: boolean): Promise<void> {
    const words = ["add", "--force", ...(touch ? ["--touch"] : []), "--", label];
    await this.#done(words, { serial, label }, lines(seed, password));
  }

  /** A name that is only a part of another one's must be there: {@link Ykman.has}. @throws {YkmanProblem} */
  async delete({ serial, label, password }: KeyAccount): Promise<void> {
    await this.#done(["delete", "--force", "--", label], { serial, label }, lines(password));
  }

  async #accounts({ serial, label, password }: KeyAccount): Promise<readonly string[]> {
    const { output } = await this.#done(["list"], { serial, label }, lines(password));
    return output.split("\n").filter((line) => line !== "");
  }

  async #done(
    words: readonly string[],
    { serial, label }: Pick<KeyAccount, "serial" | "label">,
    input: string | undefined,
  ): Promise<ProgramEnd> {
    const end = await this.#run(["--device", serial, "oath", "accounts", ...words], { input });
    if (end.status === 0) return end;
    throw problemOf(end, serial, label);
  }

  #run(words: readonly string[], { stop, ...more }: RunOptions = {}): Promise<ProgramEnd> {
    return runProgram({
      words: [this.#program, ...words],
      surroundings: this.#surroundings,
      signal: stop ? AbortSignal.any([this.#signal, stop]) : this.#signal,
      ...more,
    });
  }
}

/** What is read on standard input, in the order in which it is asked for. */
function lines(...secrets: readonly (Secret | undefined)[]): string | undefined {
  return secrets.map((secret) => (secret ? `${secret.reveal()}\n` : "")).join("") || undefined;
}

/** The names that are like it help with a slip; all others are nobody's business. */
function noAccount(serial: string, label: string, names: readonly string[]): YkmanProblem {
  const like = names.filter((name) => name.toLowerCase().includes(label.toLowerCase())).map((name) => `"${name}"`);
  const more = like.length > 0 ? `; ${like.join(" and ")} ${like.length > 1 ? "are" : "is"} like it` : "";
  return new YkmanProblem(like.length > 1 ? "several-accounts" : "no-account", `${NO_ACCOUNT(serial, label)}${more}`);
}

function problemOf(end: ProgramEnd, serial: string, label: string): YkmanProblem {
  const trouble = troubleIn(end.errors);
  return new YkmanProblem(trouble, IN_WORDS[trouble](serial, label, end));
}

const NO_ACCOUNT = (serial: string, label: string): string => `YubiKey ${serial} has no account named "${label}"`;

const IN_WORDS: { readonly [T in YkmanTrouble]: (serial: string, label: string, end: ProgramEnd) => string } = {
  "password-needed": (serial) => `YubiKey ${serial} wants its OATH password`,
  "wrong-password": (serial) => `the OATH password of YubiKey ${serial} was wrong`,
  "no-touch": (serial) => `YubiKey ${serial} was not touched in time`,
  "no-account": NO_ACCOUNT,
  "several-accounts": (serial, label) => `YubiKey ${serial} has several accounts that "${label}" fits`,
  "not-found": (serial) => `YubiKey ${serial} cannot be reached`,
  removed: (serial) => `YubiKey ${serial} was unplugged`,
  "oath-off": (serial) => `the OATH application of YubiKey ${serial} is switched off`,
  full: (serial) => `YubiKey ${serial} has no room for another account`,
  unknown: (serial, _, { status }) => `ykman failed with YubiKey ${serial}${status ? ` (status ${status})` : ""}`,
};
