import { Secret } from "../../base/secret.ts";
import { CannotAsk, type Conversation } from "../../conversation/conversation.ts";
import type { OathPasswords } from "./oath-passwords.ts";
import { takeTurn } from "./take-turn.ts";
import type { Ykman } from "./ykman.ts";
import { YkmanProblem } from "./ykman-problem.ts";

const MOST_PASSWORDS = 3;

/** Which key is used, and who is asked for its password. */
export interface KeyUse {
  readonly ykman: Ykman;
  readonly conversation: Conversation;
  readonly signal: AbortSignal;
  /** The serial number that the user names; absent: there is one key. */
  readonly named: string | undefined;
  readonly passwords: OathPasswords;
}

/**
 * Does one thing with a key, and asks for its OATH password if it takes one. A touch may come late: the key waits anew
 * until the signal ends it.
 *
 * @throws {YkmanProblem}
 */
export async function useKey<T>(
  use: KeyUse,
  work: (serial: string, password: Secret | undefined) => Promise<T>,
): Promise<T> {
  const { named, passwords, signal, ykman } = use;
  let serial = "";
  for (let typed = 0, again = false; ; ) {
    try {
      using _ = await takeTurn(signal);
      serial = keyAmong(await ykman.serials(), named);
      return await work(serial, passwords.get(serial));
    } catch (error) {
      if (!(error instanceof YkmanProblem)) throw error;
      const { trouble } = error;
      if (trouble === "no-touch") continue;
      if (trouble !== "password-needed" && trouble !== "wrong-password") throw error;
      again = trouble === "wrong-password";
      passwords.forget(serial);
      if (typed++ === MOST_PASSWORDS) throw error;
    }
    passwords.keep(serial, await askPassword(serial, again, use));
  }
}

/** @throws {YkmanProblem} it is not plugged in, or there are several and none is named */
function keyAmong(serials: readonly string[], named: string | undefined): string {
  const [first, second] = serials;
  if (named !== undefined) {
    if (serials.includes(named)) return named;
    throw new YkmanProblem("not-found", `YubiKey ${named} is not plugged in`);
  }
  if (first === undefined) throw new YkmanProblem("not-found", "no YubiKey is plugged in");
  if (second === undefined) return first;
  const several = `there are several YubiKeys (${serials.join(", ")}), and the profile has no \`actas_yubikey_serial\``;
  throw new YkmanProblem("not-found", several);
}

async function askPassword(serial: string, again: boolean, { conversation, signal }: KeyUse): Promise<Secret> {
  const question = { kind: "oath-password", serial, ...(again ? { again: "wrong-password" as const } : {}) } as const;
  try {
    const typed = await conversation.ask(question, signal);
    if (typed !== "") return new Secret(typed);
  } catch (error) {
    if (!(error instanceof CannotAsk)) throw error;
  }
  throw new YkmanProblem("password-needed", `YubiKey ${serial} wants its OATH password, which was not given`);
}
