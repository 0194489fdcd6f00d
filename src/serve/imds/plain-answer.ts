import type { Refusal } from "../../http/refusal.ts";

/** A text, which no cache may store. */
export function plainAnswer(text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, { headers: { ...PLAIN, ...headers } });
}

/** A refusal as text: the metadata service has no JSON for these, and no client reads more than the status. */
export function refusePlainly({ status, message }: Refusal): Response {
  return new Response(`${message}\n`, { status, headers: PLAIN });
}

const PLAIN = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } as const;
