import { jsonText } from "../base/printable.ts";

/** Why a request is not served. `code` is for programs, `message` for people; neither ever holds a secret. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export const NO_SUCH_PATH: Refusal = { status: 404, code: "NoSuchPath", message: "cannot find this path" };

/** For answers in JSON, which no cache may store. There is no CORS header, so that no web page can read them. */
export const JSON_HEADERS = new Headers({ "content-type": "application/json", "cache-control": "no-store" });

/**
 * The HTTP answer of a {@link Refusal}, in the shape AWS clients look for: `{"Code": "…", "Message": "…"}`.
 *
 * The content type must be exactly `application/json`: as of 2026-11 the Go SDK reads the members only then.
 */
export function refuse({ status, code, message }: Refusal): Response {
  return new Response(jsonText({ Code: code, Message: message }, "one-line"), { status, headers: JSON_HEADERS });
}
