import type { Network } from "../network/network.ts";

/** What a request to an authorization server is for, in words for errors, and how it is sent. */
export interface RequestContext {
  /** Id of the source. */
  readonly source: string;
  /** Completes "cannot …". */
  readonly action: string;
  /** Where the source is configured. */
  readonly origin: string;
  /** How the server is reached. */
  readonly network?: Network | undefined;
  /** A server asks, and keeps what it is told to itself: no command signs in here, and AWS gets none of it. */
  readonly isByServer?: true;
  /** Aborted when the request is not needed any more. */
  readonly signal?: AbortSignal;
  /**
   * The addresses at which a host is asked, and no other; `undefined`: wherever its name leads. It throws for a URL that
   * must not be asked. Absent: each may be.
   */
  readonly whereIs?: (url: URL) => Promise<readonly string[] | undefined>;
}

/** What a request to the server of a source is for. */
export function contextOf(
  { id, network, origin }: { readonly id: string; readonly origin: string; readonly network?: Network | undefined },
  action: string,
): RequestContext {
  return { source: id, action, origin, network };
}
