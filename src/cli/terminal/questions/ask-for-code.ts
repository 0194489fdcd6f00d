import { printable } from "../../../base/printable.ts";
import type { Question } from "../../../conversation/question.ts";
import { askOnTerminal } from "../ask-on-terminal.ts";
import type { KeyWords } from "../key-watch.ts";

type CodeQuestion = Question<"mfa-code">;

/** How long a device shows a code: it changes at each half of a minute. @see RFC 6238 section 5.2 */
const CODE_SECONDS = 30;

/**
 * Asks for a code on the terminal. What is typed is shown: a code is good once and for seconds, and one that cannot be
 * seen is mistyped more often. The prompt also says what a security key is at, by whose code the question may be over.
 *
 * @throws as {@link askOnTerminal}
 */
export async function askForCode(
  question: CodeQuestion,
  signal: AbortSignal,
  key: () => KeyWords | undefined,
): Promise<string> {
  const { ACTAS_SANDBOX } = process.env;
  const help = ACTAS_SANDBOX ? await sandboxHelp(ACTAS_SANDBOX, question) : "";
  const live = (): string | undefined => {
    const words = key();
    return words && keyPrompt(question, words);
  };
  return askOnTerminal({ prompt: help + codePrompt(question, Date.now()), live, signal });
}

/** Users of the sandbox have no device that could show them a code. */
async function sandboxHelp(url: string, { again, serialNumber }: CodeQuestion): Promise<string> {
  if (again) return "";
  const { shownCode } = await import("../../../sandbox/control/shown-code.ts");
  const code = await shownCode(url, serialNumber);
  return code ? `actas: sandbox: the device ${printable(deviceInWords(serialNumber))} shows ${code}\n` : "";
}

/** The prompt at the time `now`, with the reason before it when the question comes again. */
export function codePrompt(question: CodeQuestion, now: number): string {
  const { again, triesLeft } = question;
  const seconds = CODE_SECONDS - (Math.floor(now / 1000) % CODE_SECONDS);
  const waits = again === "wrong-code" || again === "code-already-used";
  const why = again
    ? `actas: ${AGAIN[again]}${waits ? `: wait for the next one (${seconds} s)` : ""}${tries(triesLeft)}\n`
    : "";
  const left = waits ? "" : `, ${seconds} s left`;
  const prompt = `actas: ${codeInWords(question)}${left}:`;
  return `${why}${printable(prompt)} `;
}

/** The line with the answer, while a security key has something to say; it may be answered by its code. */
export function keyPrompt(question: CodeQuestion, key: KeyWords): string {
  const code = codeInWords(question);
  const words = "touch" in key ? `${key.touch}, or type the ${code}` : `${code} (${key.problem})`;
  return `${printable(`actas: ${words}:`)} `;
}

function codeInWords({ hideArns, serialNumber, target }: CodeQuestion): string {
  if (hideArns) return "MFA code";
  return `MFA code of ${deviceInWords(serialNumber)} for "${target}"`;
}

const AGAIN = {
  "wrong-code": "AWS did not accept the code",
  "code-already-used": "this code was sent before",
  "not-six-digits": "a code is six digits",
} as const;

/** An agent of an older version does not say it. */
function tries(left: number | undefined): string {
  return left === undefined ? "" : `, ${left} more ${left === 1 ? "try" : "tries"}`;
}

/** Name and account of a virtual device; the serial number of any other. */
function deviceInWords(serialNumber: string): string {
  const [, account, name] = /^arn:[\w-]+:iam::(\d+):mfa\/(.+)$/.exec(serialNumber) ?? [];
  return name ? `${name} (${account})` : serialNumber;
}
