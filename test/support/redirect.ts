import type { ActasError } from "../../src/base/errors.ts";
import { RedirectListener, type RedirectOptions } from "../../src/oauth/redirect-listener.ts";

export const STATE = "st4te";
export const CODE = "c0de";

export const NAVIGATION = {
  "sec-fetch-site": "cross-site",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};

/** Opens listeners as the sign-in to a credential server does, and finishes those that are still open. */
export function redirectListeners() {
  const open: RedirectListener[] = [];
  return {
    listen(options: Partial<RedirectOptions> = {}): RedirectListener {
      const listener = new RedirectListener({
        context: { source: "contoso", action: 'sign in to "contoso"', origin: "contoso.json" },
        host: "127.0.0.1",
        path: "/oauth2callback",
        state: STATE,
        authorizationUrl: (redirectUri) => new URL(`https://login.example/?redirect_uri=${redirectUri}`),
        ...options,
      });
      open.push(listener);
      return listener;
    },
    finish: () => Promise.all(open.splice(0).map((listener) => listener.finish("signed-in"))),
  };
}

export function bring(listener: RedirectListener, query: string, headers: Record<string, string> = NAVIGATION) {
  return fetch(`http://127.0.0.1:${listener.port}/oauth2callback?${query}`, { headers, redirect: "manual" });
}

/** What has come of the sign-in so far. */
export async function stateOf({ callback }: RedirectListener): Promise<"waiting" | "code" | ActasError> {
  const waiting = Bun.sleep(1).then(() => "waiting" as const);
  return Promise.race([callback.then(() => "code" as const), waiting]).catch((error: ActasError) => error);
}
