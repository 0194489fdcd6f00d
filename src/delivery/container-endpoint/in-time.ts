import type { Refusal } from "../../http/refusal.ts";

/** Some clients give up after one second. */
const ANSWER_WITHIN_MS = 900;

// The Go SDK before 2024 retries because of this code, later versions because of the status.
export const NOT_YET: Refusal = {
  status: 503,
  code: "RequestTimeout",
  message: "cannot give credentials yet: AWS has not answered; ask again in a second",
};

/** The result; `undefined` when a client would wait no longer. */
export async function inTime<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: Timer | undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS, undefined);
  });
  try {
    return await Promise.race([promise, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
