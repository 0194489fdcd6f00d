import { ActasError } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import { HttpRefusal } from "../http-refusal.ts";

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
export function refusalResponse(refusal: HttpRefusal, form: "text" | "json"): Response {
  const { status, code, message, headers } = refusal;
  const isJson = form === "json";
  const body = isJson ? jsonText({ error: code, message }, "one-line") : `${message}\n`;
  return new Response(body, {
    status,
    headers: {
      "content-type": isJson ? "application/json" : "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });
}
