import { ActasError } from "../base/errors.ts";
import { CannotAsk } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";

type CodeQuestion = Question<"mfa-code">;

/** Gets a code from one input, until `signal` aborts. */
export type Runner = (signal: AbortSignal) => Promise<string>;

/** Users read a code off a phone in well under a minute; the Go SDK kills a `credential_process` after one. */
const RACE_TIMEOUT_MS = 60_000;

/**
 * Runs all inputs at once; the first code wins and the others are stopped. An input that fails leaves the race to
 * the others; only when all have failed are their reasons given.
 *
 * @throws {CannotAsk} no input has a code
 * @throws {ActasError} `cancelled` when a person refused, `mfa-required` when no code came in time
 */
export async function raceForCode(
  question: CodeQuestion,
  runners: readonly Runner[],
  timeoutMs = RACE_TIMEOUT_MS,
): Promise<string> {
  const stop = new AbortController();
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(nobodyAnswered(question, timeoutMs)), timeoutMs);
  try {
    return await Promise.race([timeout.promise, firstCode(runners.map((run) => run(stop.signal)))]);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function firstCode(codes: readonly Promise<string>[]): Promise<string> {
  const outcomes = codes.map((code) =>
    code.catch((error: unknown) => {
      if (error instanceof ActasError && error.code === "cancelled") return error;
      throw error;
    }),
  );
  try {
    const first = await Promise.any(outcomes);
    if (first instanceof ActasError) throw first;
    return first;
  } catch (error) {
    if (error instanceof AggregateError) throw whyNone(error.errors);
    throw error;
  }
}

/** Every input has a reason of its own; what is no such reason is a fault, and told alone. */
function whyNone(errors: readonly unknown[]): unknown {
  const reasons = errors.map((error) => (error instanceof CannotAsk ? error.reason : undefined));
  if (reasons.includes(undefined)) return errors.at(-1);
  return new CannotAsk([...new Set(reasons)].join(", and ") || "there is no way to enter a code");
}

function nobodyAnswered({ serialNumber }: CodeQuestion, timeoutMs: number): ActasError {
  return new ActasError(
    "mfa-required",
    `cannot get the MFA code of ${serialNumber}: no code within ${timeoutMs / 1000} seconds`,
    {
      hints: ["run the command again when the device is at hand"],
    },
  );
}
