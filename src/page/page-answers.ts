import { PRIVATE_HEADERS } from "../http/first-browser.ts";
import { JSON_HEADERS, type Refusal, refuse } from "../http/refusal.ts";
import type { PageFound, PageSearch } from "./page-state.ts";
import type { StateStream } from "./state-stream.ts";

/** The answer that carries the state to the page, and does not end. */
export function stateAnswer<State extends object>(stream: StateStream<State>, state: State): Response {
  return new Response(stream.open(state), { headers: { "content-type": "application/x-ndjson", ...PRIVATE_HEADERS } });
}

export async function findAnswer(request: Request, find: (search: PageSearch) => PageFound): Promise<Response> {
  const { most, text } = (await bodyOf(request)) as Partial<PageSearch>;
  if (typeof text !== "string" || !Number.isSafeInteger(most)) return refuse(NO_MESSAGE);
  return Response.json(find({ text, most: Math.max(1, most ?? 1) }), { headers: JSON_HEADERS });
}

/** @param choose - gets the key of a row */
export async function chooseAnswer(request: Request, choose: (key: string) => void): Promise<Response> {
  const { key } = (await bodyOf(request)) as { readonly key?: unknown };
  if (typeof key !== "string") return refuse(NO_MESSAGE);
  choose(key);
  return doneAnswer();
}

export function doneAnswer(): Response {
  return new Response(null, { status: 204, headers: PRIVATE_HEADERS });
}

async function bodyOf(request: Request): Promise<object> {
  const body: unknown = await request.json().catch(() => undefined);
  return typeof body === "object" && body !== null ? body : {};
}

const NO_MESSAGE: Refusal = { status: 400, code: "NoMessage", message: "cannot understand the body" };
