import type { Gauges } from "./metrics/measures.ts";

/** Why a part cannot answer. Strangers may read it, so it names nothing of this machine: the log says more. */
export type NotReady =
  | "it does not answer"
  | "it cannot be written"
  | "the map of roles is being read"
  | "the issuer's keys cannot be used";

/** One part of the server: what it answers, what it does in the background, and whether it can. */
export interface ServerPart {
  /** For logs and `/readyz`. */
  readonly name: string;
  readonly routes: readonly Route[];
  /** Why it cannot answer yet, if it cannot. */
  readonly notReady?: () => Promise<NotReady | undefined>;
  /** Numbers that are asked for when somebody looks at the metrics. */
  readonly gauges?: Gauges;
  /** What goes on in the background, until the signal is aborted. It never throws for what may pass. */
  readonly work?: (signal: AbortSignal) => Promise<void>;
}

/** What answers a method at a path. */
export interface Route {
  readonly method: "GET" | "POST";
  /** Exact, or with `/*` at its end for all below it. */
  readonly path: string;
  /**
   * Refusals as text, also for who accepts JSON: some clients show the body as it is. `error-text`: as JSON with the words
   * in `error`, which Mozilla's clients show. Absent: as accepted.
   */
  readonly refusals?: "text" | "error-text";
  readonly answer: (request: Request, client: ClientFacts) => Promise<Response> | Response;
}

/** What is known of who sent a request, without believing what it says. */
export interface ClientFacts {
  /** From the connection, or from the proxy that the configuration names. */
  readonly address: string;
  /** Of this request, in the log, in the header `actas-request`, and in the audit trail. Absent: it has none yet. */
  readonly requestId?: string;
  /** Ends when the client has gone or the server stops. */
  readonly signal: AbortSignal;
}
