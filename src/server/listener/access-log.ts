import type { Log } from "../../base/log.ts";
import { jsonText } from "../../base/printable.ts";

/** What is logged of a request: nothing that it carries, but how it was answered. */
export interface Access {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly address: string;
  readonly method: string;
  /** The path as the program's tables have it: a path that was asked for may hold a code. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** Writes one line of JSON for a request. */
export function logAccess(log: Log, { requestId, at, address, method, route, status, milliseconds }: Access): void {
  const time = new Date(at).toISOString();
  log(jsonText({ time, request: requestId, address, method, route, status, ms: Math.round(milliseconds) }, "one-line"));
}
