import type { RequestEnvironment } from "../base/credential-request.ts";

/** Asks for names that can be typed, while a person waits at a command line. */
export interface NamesRequest {
  readonly request: "names";
  readonly of: "targets" | "sources" | "profiles";
  /** Only what fits this beginning of a name is wanted. */
  readonly typed: string;
  /** The targets are roles of this source. */
  readonly source?: string;
  readonly environment: RequestEnvironment;
}

/** A name that can be typed, and what it stands for. */
export interface HeldName {
  readonly name: string;
  readonly description?: string;
}
