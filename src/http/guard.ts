import { NO_SUCH_PATH, type Refusal } from "./refusal.ts";

/** The parts of a request that the guard reads; a `Request` fits. */
export interface RequestFacts {
  readonly method: string;
  readonly headers: { get(name: string): string | null; keys(): Iterable<string> };
}

/** The requests that a listener accepts at one path. */
export interface GuardRules {
  /** Exact `Host` values. */
  readonly hosts: readonly string[];
  /** The methods of the path, none if there is no such path; `any`: the handler judges path and method itself. */
  readonly methods: readonly string[] | "any";
  /** What a web browser may do; absent: nothing. */
  readonly browsers?: Browsers;
}

/**
 * `navigation`: open a page, whether the user typed its address or followed a link. `own-pages`: also submit a form of
 * one of our own pages. `own-scripts`: in place of forms, a script of one of our own pages may send POST and PUT requests.
 * Nothing else may: no script of another page, no image and no frame.
 */
export type Browsers = "refused" | "navigation" | "own-pages" | "own-scripts";

/**
 * Browsers send some of these with every request to loopback; AWS clients send none. Names that begin with `Sec-` are
 * the browser's own to set: https://fetch.spec.whatwg.org/#forbidden-request-header.
 */
const OF_BROWSERS =
  /^(origin$|referer$|dnt$|upgrade-insecure-requests$|access-control-request-|ping-(from|to)$|sec-|service-worker)/;
/** Headers that programs send with every request. Neither pattern matches them; a set is three times as fast. */
const OF_PROGRAMS: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "authorization",
  "connection",
  "host",
  "user-agent",
]);
/** Headers that mark a browser's request as more than a page visit; a visit may carry the others too. */
const OF_BROWSERS_ALWAYS = /^(origin$|access-control-request-|sec-fetch-)/;

/**
 * Decides whether a request is accepted: `undefined` if it is, else the refusal.
 *
 * A web page in the user's browser can reach loopback, even under a name of its own (DNS rebinding). It cannot choose
 * `Host`, nor leave out `Origin` and `Sec-Fetch-*`. A header sent twice arrives joined, so it never equals a value.
 *
 * @see https://www.w3.org/TR/fetch-metadata/ and RFC 9110 section 7.2
 */
export function guard(
  request: RequestFacts,
  { hosts, methods, browsers = "refused" }: GuardRules,
): Refusal | undefined {
  const { headers, method } = request;
  const host = headers.get("host") ?? "";
  if (!hosts.includes(host)) return refusal(403, "WrongHost", `cannot serve this host: only ${hosts.join(" and ")}`);
  if (isBrowser(headers, browsers) && !mayBrowse(request, host, browsers)) return BROWSER;
  if (methods === "any") return undefined;
  if (methods.length === 0) return NO_SUCH_PATH;
  return methods.includes(method) ? undefined : refusal(405, "WrongMethod", `cannot ${method} this path`);
}

function isBrowser(headers: RequestFacts["headers"], browsers: Browsers): boolean {
  const marks = browsers === "refused" ? OF_BROWSERS : OF_BROWSERS_ALWAYS;
  for (const name of headers.keys()) if (!OF_PROGRAMS.has(name) && marks.test(name)) return true;
  return false;
}

function mayBrowse(request: RequestFacts, host: string, browsers: Browsers): boolean {
  if (browsers === "refused") return false;
  if (browsers === "own-scripts" && isOwnScript(request, host)) return true;
  if (!isPageVisit(request.headers)) return false;
  const origin = request.headers.get("origin");
  if (request.method === "GET") return origin === null;
  return browsers === "own-pages" && request.method === "POST" && origin === `http://${host}`;
}

/** Whether the answer is shown in a window of its own, and is not for a script, an image or a frame of another page. */
function isPageVisit(headers: RequestFacts["headers"]): boolean {
  return headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
}

/** Whether a page of this very listener sent it by `fetch()`: browsers say so themselves, and other pages cannot. */
function isOwnScript({ headers, method }: RequestFacts, host: string): boolean {
  return (
    (method === "POST" || method === "PUT") &&
    headers.get("origin") === `http://${host}` &&
    headers.get("sec-fetch-site") === "same-origin" &&
    headers.get("sec-fetch-mode") === "cors" &&
    headers.get("sec-fetch-dest") === "empty"
  );
}

const BROWSER = refusal(403, "BrowserRefused", "cannot serve a web browser: this address is for programs");

function refusal(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
