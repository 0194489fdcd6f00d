import { ActasError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import type { Paths } from "../base/paths.ts";
import { executableOf } from "../system/executable-of.ts";
import type { Vendor } from "./answer.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Grants } from "./grants.ts";
import { handOver } from "./hand-over.ts";

interface AgentParts {
  readonly vendor: Vendor;
  readonly grants: Grants;
  readonly endpoint: Endpoint;
  readonly paths: Paths;
  readonly log: Log;
  /** What could not be hardened, in words. */
  readonly warnings: readonly string[];
  /** Called at every request. */
  readonly used: () => void;
  /** Closes everything that listens and ends the process; `keep` leaves the grants to a successor. */
  readonly end: (why: string) => void;
}

/** The background process as its handlers see it. */
export class Agent {
  readonly vendor: Vendor;
  readonly grants: Grants;
  readonly endpoint: Endpoint;
  readonly paths: Paths;
  readonly log: Log;
  readonly warnings: readonly string[];
  readonly used: () => void;
  readonly startedAt = new Date();
  readonly #end: (why: string) => void;
  #restarting: Promise<{ pid: number }> | undefined;

  constructor({ end, ...parts }: AgentParts) {
    this.#end = end;
    ({ vendor: this.vendor, grants: this.grants, endpoint: this.endpoint, paths: this.paths } = parts);
    ({ log: this.log, warnings: this.warnings, used: this.used } = parts);
  }

  /** Forgets what is in memory; running programs ask again, and may need a sign-in then. */
  clear(kind: "sign-in" | "credentials" | "all"): number {
    this.endpoint.forget();
    return this.vendor.broker.parts.cache.clear(kind === "all" ? undefined : kind);
  }

  /**
   * Hands over to the program that the process `pid` runs, as the kernel tells it: the same one, or a newer version.
   * Sign-ins, cache, grants and the port go along.
   */
  restart(pid: number): Promise<{ pid: number }> {
    this.#restarting ??= this.#restart(pid).finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  /** Ends the agent when its answer has been sent. */
  stop(): { pid: number } {
    setTimeout(() => this.#end("stopped by the user"), 10);
    return { pid: process.pid };
  }

  async #restart(pid: number): Promise<{ pid: number }> {
    const executable = executableOf(pid);
    if (!executable) {
      throw new ActasError(
        "agent-unreachable",
        "cannot restart the agent: the program that asked is not a file only its owner can change",
        {
          hints: ["`actas agent stop`, then any command starts a new one; sign-ins end with the old agent"],
        },
      );
    }
    const successor = await handOver(executable, this.vendor.broker.parts);
    this.log(`handed over to pid ${successor.pid}`);
    setTimeout(() => this.#end("replaced"), 10);
    return successor;
  }
}
