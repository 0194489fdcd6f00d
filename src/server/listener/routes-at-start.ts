import { HttpRefusal } from "../http-refusal.ts";
import type { Route } from "../server-part.ts";
import { refusalResponse } from "./refusal-response.ts";

const STARTS = new HttpRefusal(503, "temporarily_unavailable", "cannot answer yet: the server starts", {
  "retry-after": "5",
});

/**
 * What answers at every path until the parts are there: a client that took 404 for an answer would give up. It is no
 * fault, so the log has no line for each.
 */
export const ROUTES_AT_START: readonly Route[] = (["GET", "POST"] as const).map((method) => ({
  method,
  path: "/*",
  answer: () => refusalResponse(STARTS, "text"),
}));
