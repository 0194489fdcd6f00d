import { ActasError } from "../../base/errors.ts";
import type { Log } from "../../base/log.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { ServerMetrics } from "../metrics/server-metrics.ts";
import type { Route } from "../server-part.ts";
import { type Access, logAccess } from "./access-log.ts";
import type { AnsweredHosts } from "./answered-hosts.ts";
import { refusalOf, refusalResponse } from "./refusal-response.ts";
import type { RouteTable } from "./route-table.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** Longer than AWS takes, and STS is asked twice at most. */
const LIMIT_MS = 60_000;
const NO_ROUTE = "none";

export interface AnsweringParts {
  readonly routes: RouteTable;
  /** Answers at paths that are not below the prefix: probes know no prefix. */
  readonly health: RouteTable;
  readonly hosts: AnsweredHosts;
  readonly proxies: TrustedProxies;
  readonly metrics: Pick<ServerMetrics, "answered">;
  readonly log: Log;
  /** Of requests, a line of JSON each. */
  readonly accessLog: Log;
  /** Before the paths of routes, without a slash at its end: `/lend` for https://example.org/lend/. */
  readonly prefix: string;
  /** Ends when the server stops at once. */
  readonly stop: AbortSignal;
  /** Whether clients should connect anew, to another replica. */
  readonly isStopping: () => boolean;
}

/** Answers a request, whatever happens. @param connection - the address at its other end */
export async function answer(request: Request, connection: string, parts: AnsweringParts): Promise<Response> {
  const begin = performance.now();
  const at = Date.now();
  const requestId = crypto.randomUUID();
  const address = parts.proxies.clientOf(connection, request.headers.get("x-forwarded-for"));
  const { route, response } = await answerBy(request, { address, requestId }, parts);
  response.headers.set("actas-request", response.headers.get("actas-request") ?? requestId);
  response.headers.set("x-content-type-options", "nosniff");
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  if (parts.isStopping()) response.headers.set("connection", "close");
  const milliseconds = performance.now() - begin;
  const access: Access = {
    requestId: response.headers.get("actas-request") ?? requestId,
    at,
    address,
    method: METHODS.has(request.method) ? request.method : "other",
    route: route?.path ?? NO_ROUTE,
    status: response.status,
    milliseconds,
  };
  parts.metrics.answered(access);
  logAccess(parts.accessLog, access);
  return response;
}

/** Others are a client's own words. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]);

interface Answered {
  readonly route?: Route;
  readonly response: Response;
}

async function answerBy(
  request: Request,
  client: { readonly address: string; readonly requestId: string },
  parts: AnsweringParts,
): Promise<Answered> {
  let route: Route | undefined;
  const limit = new AbortController();
  // AbortSignal.timeout() would keep all that waits for it until then, though the answer was given long before.
  const timer = setTimeout(() => limit.abort(), LIMIT_MS);
  try {
    route = routeOf(request, parts);
    const signal = AbortSignal.any([request.signal, parts.stop, limit.signal]);
    const given = Promise.resolve(route.answer(request, { ...client, signal }));
    const response = await Promise.race([given, tooLate(limit.signal)]);
    return { route, response: new Response(response.body, response) };
  } catch (error) {
    const refusal = isCutShort(error, request) ? CUT_SHORT : refusalOf(error);
    if (refusal.status >= 500) parts.log(`request ${client.requestId}: ${inLog(error)}`);
    const form = route?.refusals ?? (acceptsJson(request) ? "json" : "text");
    return { ...(route && { route }), response: refusalResponse(refusal, form) };
  } finally {
    clearTimeout(timer);
  }
}

/** Nobody hears it, but it is counted. */
const CUT_SHORT = new HttpRefusal(400, "invalid_request", "the request ended before it was complete");

/** A client that leaves while it sends is no fault of the server. */
function isCutShort(error: unknown, { signal }: Request): boolean {
  return signal.aborted && error instanceof DOMException && error.name === "AbortError";
}

function tooLate(limit: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const refuse = (): void =>
    reject(
      new HttpRefusal(503, "temporarily_unavailable", "cannot answer now: it took too long", { "retry-after": "5" }),
    );
  limit.addEventListener("abort", refuse, { once: true });
  return promise;
}

/** @throws {HttpRefusal} 400, 404, 405, 421 */
function routeOf({ headers, method, url }: Request, { health, hosts, prefix, routes }: AnsweringParts): Route {
  // Some probes name no host, and no browser leaves it out. What is there besides health knows itself by a whole URL.
  if (headers.get("host") === null) return health.find(method, url);
  // Its first half is the `Host` header, which a client makes up.
  const asked = URL.parse(url);
  if (!asked) throw new HttpRefusal(400, "invalid_request", "the Host header names no host");
  if (!hosts.has(asked.hostname)) throw OTHER_HOST;
  const { pathname } = asked;
  return pathname.startsWith(`${prefix}/`)
    ? routes.find(method, pathname.slice(prefix.length))
    : health.find(method, pathname);
}

const OTHER_HOST = new HttpRefusal(
  421,
  "misdirected_request",
  "cannot answer for this host: `listen.hosts` in the configuration of the server has to name it",
);

function acceptsJson(request: Request): boolean {
  return /\bapplication\/json\b/i.test(request.headers.get("accept") ?? "");
}

/** The message of an error that is not ours may repeat what a client sent. */
function inLog(error: unknown): string {
  if (error instanceof HttpRefusal) return [error.message, ...(error.cause ? [inLog(error.cause)] : [])].join(": ");
  if (error instanceof ActasError) return error.message;
  if (!(error instanceof Error)) return "something was thrown that is no error";
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8).map((line) => line.trim())].join(" ");
}
