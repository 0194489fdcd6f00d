import { Secret } from "../../base/secret.ts";
import { CannotAsk, type Conversation } from "../../conversation/conversation.ts";
import type { Question } from "../../conversation/question.ts";
import type { OathPasswords } from "./oath-passwords.ts";
import { takeTurn } from "./take-turn.ts";
import type { Ykman } from "./ykman.ts";
import { YkmanProblem, type YkmanTrouble } from "./ykman-problem.ts";

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
  let typed: { readonly of: string; readonly password: Secret; readonly typedIn: number } | undefined;
  for (let times = 0, again = false; ; ) {
    try {
      using _ = await takeTurn(signal);
      serial = keyAmong(await ykman.serials(), named);
      const password = typed?.of === serial ? typed.password : passwords.get(serial);
      const result = await work(serial, password);
      if (typed?.of === serial) passwords.keep(serial, typed.password, typed.typedIn);
      return result;
    } catch (error) {
      if (!(error instanceof YkmanProblem)) throw error;
      const { trouble } = error;
      if (typed?.of === serial && AFTER_PASSWORD.includes(trouble))
        passwords.keep(serial, typed.password, typed.typedIn);
      if (trouble === "no-touch") continue;
      if (trouble !== "password-needed" && trouble !== "wrong-password") throw error;
      again = trouble === "wrong-password";
      passwords.forget(serial);
      if (times++ === MOST_PASSWORDS) throw error;
    }
    const password = await askPassword(serial, again, use);
    typed = { of: serial, password, typedIn: passwords.generation };
  }
}

/** What a key says only to who knows its password. */
const AFTER_PASSWORD: readonly YkmanTrouble[] = ["no-touch", "no-account", "several-accounts", "full"];

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
  const typed = await conversation.ask(question, signal).catch((error: unknown) => {
    if (!(error instanceof CannotAsk) || signal.aborted) throw error;
    return inWindow(question, conversation, signal);
  });
  if (typed) return new Secret(typed);
  throw new YkmanProblem("password-needed", `YubiKey ${serial} wants its OATH password, which was not given`);
}

/** Where there is no terminal. */
async function inWindow(
  question: Question<"oath-password">,
  conversation: Conversation,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return await (await import("../ask-in-dialog.ts")).askInDialog(question, conversation, signal);
  } catch (error) {
    if (error instanceof CannotAsk) return undefined;
    throw error;
  }
}
