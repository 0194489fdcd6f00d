/** A text as an answer, with a line feed at its end. */
export function textResponse(text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers } });
}
