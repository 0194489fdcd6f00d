import { HttpRefusal } from "../http-refusal.ts";
import type { Route } from "../server-part.ts";

const SECONDS = "5";

/** What answers at every path until the parts are there: a client that took 404 for an answer would give up. */
export const ROUTES_AT_START: readonly Route[] = (["GET", "POST"] as const).map((method) => ({
  method,
  path: "/*",
  refusals: "text",
  answer: () => {
    throw new HttpRefusal(503, "temporarily_unavailable", "cannot answer yet: the server starts", {
      "retry-after": SECONDS,
    });
  },
}));
