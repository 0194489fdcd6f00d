import type { ActasError } from "../../src/base/errors.ts";
import type { RedirectListener } from "../../src/oauth/redirect-listener.ts";

export const STATE = "st4te";
export const CODE = "c0de";

export const NAVIGATION = {
  "sec-fetch-site": "cross-site",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};

export function bring(listener: RedirectListener, query: string, headers: Record<string, string> = NAVIGATION) {
  return fetch(`http://127.0.0.1:${listener.port}/oauth2callback?${query}`, { headers, redirect: "manual" });
}

/** What has come of the sign-in so far. */
export async function stateOf({ callback }: RedirectListener): Promise<"waiting" | "code" | ActasError> {
  const waiting = Bun.sleep(1).then(() => "waiting" as const);
  return Promise.race([callback.then(() => "code" as const), waiting]).catch((error: ActasError) => error);
}
