/** The state of the agent, without any secret. Times are RFC 3339. */
export interface StatusReport {
  readonly agent: {
    readonly pid: number;
    readonly version: string;
    readonly startedAt: string;
    readonly socket: string;
    /** The port of the container endpoint, once a program has needed it. */
    readonly port?: number;
    readonly warnings: readonly string[];
  };
  readonly signIns: readonly {
    readonly source: string;
    readonly url: string;
    readonly renewable: boolean;
    readonly expiration?: string;
  }[];
  readonly credentials: readonly {
    readonly kind: "sign-in" | "credentials";
    readonly label: string;
    readonly accessKeyId: string;
    readonly expiration?: string;
  }[];
  /** How many credentials were left out, because fewer were wanted. */
  readonly furtherCredentials?: number;
  readonly grants: readonly {
    readonly pid: number;
    readonly program: string;
    readonly target: string;
    readonly startedAt: string;
  }[];
}
