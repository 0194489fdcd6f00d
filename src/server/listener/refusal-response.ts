import { ActasError } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { Route } from "../server-part.ts";

const AWAY = new HttpRefusal(503, "temporarily_unavailable", "cannot answer now: try again in a few seconds", {
  "retry-after": "5",
});
const BUG = new HttpRefusal(500, "server_error", "cannot answer: the server has a fault, which is in its log");

/** The refusal that something thrown comes to. Only what was meant for clients says why. */
export function refusalOf(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof ActasError && (error.code === "unreachable" || error.code === "throttled")) return AWAY;
  return BUG;
}

/** The answer of a refusal. */
export function refusalResponse({ status, code, message, headers }: HttpRefusal, form: RefusalForm): Response {
  return new Response(BODIES[form](code, message), {
    status,
    headers: {
      "content-type": form === "text" ? "text/plain; charset=utf-8" : "application/json",
      "cache-control": "no-store",
      ...headers,
    },
  });
}

type RefusalForm = "json" | NonNullable<Route["refusals"]>;

const BODIES: Readonly<Record<RefusalForm, (code: string, message: string) => string>> = {
  text: (_, message) => `${message}\n`,
  json: (code, message) => jsonText({ error: code, message }, "one-line"),
  "error-text": (_, message) => jsonText({ error: message }, "one-line"),
};
