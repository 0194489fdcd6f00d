import type { Network } from "../network/network.ts";

/** What an authorization server is asked for, in words for errors. */
export interface Asking {
  /** Id of the source. */
  readonly source: string;
  /** Completes "cannot …". */
  readonly action: string;
  /** Where the source is configured. */
  readonly origin: string;
  /** How the server is reached. */
  readonly network?: Network | undefined;
  /** Until when it is of use. */
  readonly signal?: AbortSignal;
}
