import { ActasError } from "../base/errors.ts";
import { isLoopback, isPrivate } from "../network/loopback.ts";
import type { Network } from "../network/network.ts";
import { type HttpAnswer, send } from "../network/send.ts";
import { unreachable } from "../network/unreachable.ts";

const LIMIT_MS = 20_000;
const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Some servers of files do not tell whether there is one. */
const ABSENT: ReadonlySet<number> = new Set([403, 404, 410]);

export interface Downloading {
  readonly network: Network;
  /** Told of each address that another one leads to. */
  readonly redirected: (from: string, to: string) => void;
}

/**
 * What is at an address; undefined if there is nothing. Nobody on the way may read or change it, nor lead elsewhere:
 * each address must begin with https://, and none on another machine leads to a server on this one.
 *
 * @throws {ActasError} `configuration`; `unreachable`
 */
export async function download(first: string, { network, redirected }: Downloading): Promise<Uint8Array | undefined> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  let url = safeUrl(first);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await answerOf(url, network, signal);
    const location = answer.headers.get("location");
    if (!REDIRECTS.has(answer.status) || location === null) return bodyOf(answer, url);
    const next = nextUrl(location, url);
    redirected(url.href, next.href);
    url = next;
  }
  throw unusable(first, "it leads from one address to the next without an end");
}

async function answerOf(url: URL, network: Network, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    return await send({ url: url.href, method: "GET", headers: { accept: "*/*" }, signal, network });
  } catch (error) {
    if (error instanceof ActasError) throw error;
    throw unreachable(error as Error, `read ${url.href}`, "the server", url.host);
  }
}

function bodyOf({ body, status }: HttpAnswer, url: URL): Uint8Array | undefined {
  if (status === 200) return body;
  if (ABSENT.has(status)) return undefined;
  throw new ActasError(status >= 500 ? "unreachable" : "configuration", `cannot read ${url.href}: status ${status}`);
}

/** @throws {ActasError} `configuration` for an address that is not safe to read from */
function safeUrl(text: string): URL {
  // The URL parser ignores line breaks.
  if (/[\s\p{C}]/u.test(text) || !URL.canParse(text)) throw unusable(text, "it is not a URL");
  const url = new URL(text);
  if (url.username || url.password) throw unusable(url.host, "its address has a user name or a password in it");
  if (!isPrivate(url)) throw unusable(text, "its address must begin with https://");
  url.hash = "";
  return url;
}

function nextUrl(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw unusable(from.href, "it leads to something that is not a URL");
  const { href } = new URL(location, from.href);
  const next = safeUrl(href);
  if (isLoopback(next) && !isLoopback(from)) throw unusable(from.href, `it leads to this machine, ${next.host}`);
  if (next.protocol === "http:" && from.protocol === "https:") throw unusable(from.href, "it leads to plain HTTP");
  return next;
}

function unusable(what: string, reason: string): ActasError {
  return new ActasError("configuration", `cannot use ${what}: ${reason}`);
}
