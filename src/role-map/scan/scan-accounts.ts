import { ActasError } from "../../base/errors.ts";
import type { ListedAccount, ScannedAccount, UnscannedAccount } from "../scanned-account.ts";
import { type ScanTools, scanAccount } from "./scan-account.ts";

/** How many accounts are read at once: one machine, and all of STS for others. */
export const AT_ONCE = 20;
export const MOST_AT_ONCE = 200;

export type ScanOutcome =
  | { readonly scanned: ScannedAccount }
  | { readonly unscanned: UnscannedAccount; readonly code: ActasError["code"] };

/** So many that AWS cannot be reached for, before one that it could, are this machine's fault. */
const MOST_UNREACHED = 40;

/**
 * Reads many accounts, so many at once. An account that cannot be read does not stop the others.
 *
 * @param heard - told each outcome as it comes, in any order; a failure of it ends the scan
 * @throws what the signal is aborted with, or what `heard` throws
 */
export async function scanAccounts(
  accounts: readonly ListedAccount[],
  tools: ScanTools,
  atOnce: number,
  heard: (outcome: ScanOutcome) => void | Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([tools.signal, failure.signal]);
  const waiting = accounts.values();
  let unreached: number | "one was reached" = 0;
  const work = async (): Promise<void> => {
    for (const account of waiting) {
      const outcome = await outcomeOf(account, { ...tools, signal });
      if ("scanned" in outcome || outcome.code !== "unreachable") unreached = "one was reached";
      if (unreached !== "one was reached" && ++unreached >= MOST_UNREACHED) throw nothingAnswers(outcome);
      await heard(outcome);
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, accounts.length) }, () =>
    work().catch((error: unknown) => {
      failure.abort(error);
      throw error;
    }),
  );
  const ended = await Promise.allSettled(workers);
  tools.signal.throwIfAborted();
  if (failure.signal.aborted) throw failure.signal.reason;
  const failed = ended.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** @throws what is not about this account: the scan was stopped, or there is a mistake in it */
export async function outcomeOf(account: ListedAccount, tools: ScanTools): Promise<ScanOutcome> {
  try {
    return { scanned: await scanAccount(account, tools) };
  } catch (error) {
    tools.signal.throwIfAborted();
    if (!(error instanceof ActasError) || error.code === "bug") throw error;
    return { unscanned: { account, reason: reasonIn(error), at: tools.access.clock.now() }, code: error.code };
  }
}

function nothingAnswers(outcome: ScanOutcome): ActasError {
  const why = "unscanned" in outcome ? outcome.unscanned.reason : "";
  return new ActasError("unreachable", `cannot scan any account: ${why}`);
}

/** It follows "cannot scan account …: ". */
function reasonIn({ hints, message }: ActasError): string {
  const [refused] = hints.filter((hint) => /is not authorized to perform/.test(hint));
  const why = message.replace(/^cannot /, "could not ");
  return refused ? `${why} (${refused})` : why;
}
