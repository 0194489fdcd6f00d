import { setTimeout } from "node:timers/promises";
import { ActasError, isTransient } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Tokens } from "./tokens.ts";
import { whileShown } from "./while-shown.ts";

/** Added to the interval after each `slow_down` and each failure that may pass. @see RFC 8628 section 3.5 */
const SLOWER_SECONDS = 5;

/** A sign-in that waits until the user has approved it on the server's page. @see RFC 8628 section 3.2 */
export interface DeviceAuthorization {
  readonly deviceCode: Secret;
  /** What the user types on the page. */
  readonly userCode: string;
  /** The page that asks for the code: never the one that has it already, see RFC 8628 sections 3.3.1 and 5.4. */
  readonly verificationUri: string;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

/** The answer to one poll: tokens, or an error, with OAuth's error code if there is one. */
export type PollAnswer<T extends Tokens = Tokens> = T | Unanswered;

interface Unanswered {
  readonly code?: string;
  readonly error: unknown;
}

/** How one authorization server is polled. */
export interface DeviceSignIn<T extends Tokens = Tokens> {
  /** Id of the source. */
  readonly source: string;
  readonly authorization: DeviceAuthorization;
  /** Sends one poll. */
  readonly ask: (signal: AbortSignal) => Promise<PollAnswer<T>>;
  /** The error when the code expires before the user has approved. */
  readonly expired: () => Error;
}

/** Resolves after so many seconds; rejects when the signal is aborted. */
export type Wait = (seconds: number, signal: AbortSignal) => Promise<void>;

/**
 * Signs in with the device authorization grant: shows the page and its code, and polls until the user has approved,
 * the code expires, or the user says no.
 *
 * A network that is away is told to the user once, and waited for as long as the code is good: the user may approve on
 * another device meanwhile.
 *
 * @throws what ended it: the error of the last poll, or `expired`; and what {@link whileShown} throws
 */
export function signInByDevice<T extends Tokens>(
  signIn: DeviceSignIn<T>,
  conversation: Conversation,
  wait: Wait = sleep,
): Promise<T> {
  const { expiresInSeconds: patienceSeconds, userCode, verificationUri: url } = signIn.authorization;
  const page = { kind: "sign-in", source: signIn.source, url, userCode, patienceSeconds } as const;
  return whileShown(conversation, page, (signal) =>
    poll(signIn, tellOnce(conversation), (seconds) => wait(seconds, signal), signal),
  );
}

async function poll<T extends Tokens>(
  { authorization, ask, expired }: DeviceSignIn<T>,
  tell: (away: ActasError) => void,
  wait: (seconds: number) => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  let seconds = authorization.intervalSeconds;
  let away: ActasError | undefined;
  for (let waited = seconds; waited <= authorization.expiresInSeconds; waited += seconds) {
    await wait(seconds);
    const answer = await ask(signal);
    if ("accessToken" in answer) return answer;
    signal.throwIfAborted();
    const judged = judge(answer);
    away = judged instanceof ActasError ? judged : undefined;
    if (away) tell(away);
    if (judged !== "pending") seconds += SLOWER_SECONDS;
  }
  throw away ?? expired();
}

/**
 * Whether an answer without tokens is worth another poll: the user has not approved yet, or a failure may pass.
 *
 * @throws the error of an answer that is final
 * @see RFC 8628 section 3.5
 */
function judge({ code, error }: Unanswered): "pending" | "slow-down" | ActasError {
  if (code === "authorization_pending") return "pending";
  if (code === "slow_down") return "slow-down";
  const isFinal = code !== undefined && code !== "temporarily_unavailable";
  if (!isFinal && isTransient(error)) return error;
  throw error;
}

function tellOnce(conversation: Pick<Conversation, "tell">): (away: ActasError) => void {
  let isTold = false;
  return ({ message }) => {
    if (!isTold) conversation.tell(`${message}; trying again`);
    isTold = true;
  };
}

function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  return setTimeout(seconds * 1000, undefined, { signal });
}
