import type { Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import { RivalIdentity } from "../delivery/guarded-files/rival-identity.ts";
import type { Paths } from "../files/paths.ts";
import { KEPT_OF } from "../persistence/kept-of.ts";
import type { RequestTools } from "../requests/request-tools.ts";
import type { Endpoint } from "./endpoint/endpoint.ts";
import type { Supply } from "./endpoint/supply.ts";
import type { Grants } from "./grants/grants.ts";
import type { RenewedFiles } from "./grants/renewed-files.ts";
import type { Caller } from "./socket/caller.ts";

interface AgentParts {
  readonly tools: RequestTools;
  readonly grants: Grants;
  readonly endpoint: Endpoint;
  readonly supply: Supply;
  readonly renewedFiles: RenewedFiles;
  readonly paths: Paths;
  /** The descriptors of lock and socket, as they are now. */
  readonly place: () => readonly [lock: number, socket: number];
  readonly log: Log;
  /** What could not be hardened, one sentence each. */
  readonly warnings: readonly string[];
  /** Called at every request, which is under way until the result is disposed. */
  readonly inUse: () => Disposable;
  /** Closes everything that listens, and ends the process when the answer under way has been sent. */
  readonly end: (why: string, successor?: "successor") => Promise<{ readonly lost: number }>;
}

/** The background process as its handlers see it. */
export class Agent {
  readonly tools: RequestTools;
  readonly grants: Grants;
  readonly endpoint: Endpoint;
  readonly supply: Supply;
  readonly renewedFiles: RenewedFiles;
  readonly paths: Paths;
  readonly log: Log;
  readonly warnings: readonly string[];
  readonly inUse: () => Disposable;
  readonly startedAt = new Date();
  readonly rivals = new RivalIdentity();
  readonly #place: AgentParts["place"];
  readonly #end: AgentParts["end"];
  readonly #refusedVersions = new Set<string>();
  #restarting: Promise<{ pid: number }> | undefined;

  constructor({ end, place, ...parts }: AgentParts) {
    this.#end = end;
    this.#place = place;
    ({ tools: this.tools, grants: this.grants, endpoint: this.endpoint, paths: this.paths } = parts);
    ({ supply: this.supply, renewedFiles: this.renewedFiles } = parts);
    ({ log: this.log, warnings: this.warnings, inUse: this.inUse } = parts);
  }

  /** Forgets what is in memory; running programs ask again, and may need a sign-in then. */
  async clear(kind: "sign-in" | "credentials" | "all"): Promise<Results["clear"]> {
    this.supply.forget();
    const { cache, keptKeys, mfaDevices, persistence, signIns } = this.tools;
    if (kind === "all") keptKeys.forget();
    if (kind !== "credentials") mfaDevices.forget();
    const sessions = cache.list().filter((entry) => entry.kind === "sign-in");
    const names = [...signIns.list().map(({ source }) => source), ...sessions.map(({ label }) => label)];
    const kept = (await persistence?.forgetAll(KEPT_OF[kind])) ?? 0;
    const signedOut = kind === "credentials" ? 0 : signIns.clear();
    const held = signedOut + cache.clear(kind === "all" ? undefined : kind);
    await persistence?.written();
    return { cleared: kept + held, signIns: kind === "credentials" ? [] : [...new Set(names)] };
  }

  /**
   * Hands over to the program that the caller runs, as the kernel tells it: the same one, or a newer version.
   * Sign-ins, cache, grants and the port go along.
   *
   * @throws {ActasError} when that program does not come up as an agent; this one goes on
   */
  restart(caller: Caller): Promise<{ pid: number }> {
    this.#restarting ??= this.#restart(caller).catch((error: unknown) => {
      this.#restarting = undefined;
      throw error;
    });
    return this.#restarting;
  }

  /**
   * Makes room for the newer version that the caller is. A version that did not come up once is not tried again.
   *
   * @returns `stays` when this agent has to answer
   */
  async giveWay(version: string, caller: Caller): Promise<"restarts" | "stays"> {
    if (this.#refusedVersions.has(version)) return "stays";
    try {
      await this.restart(caller);
      return "restarts";
    } catch (error) {
      // A command that cannot be looked into, or others may change, says nothing about the next one of its version.
      if (caller.program()) this.#refusedVersions.add(version);
      this.log(error instanceof ActasError ? error.message : `bug: ${String(error)}`);
      return "stays";
    }
  }

  /** Ends the agent and all grants, once what has just changed is written: the next command may read it. */
  async stop(tell: (notice: string) => void): Promise<{ pid: number }> {
    this.grants.endAll();
    const { lost } = await this.#end("stopped by the user");
    if (lost > 0) tell("the keyring did not answer in time: the last sign-ins are not kept");
    return { pid: process.pid };
  }

  async #restart({ program }: Caller): Promise<{ pid: number }> {
    const executable = program();
    if (!executable) {
      throw new ActasError(
        "agent-unreachable",
        "cannot restart the agent: the program that asked is not a file only its owner can change",
        {
          hints: ["`actas agent stop`, then any command starts a new one; sign-ins end with the old agent"],
        },
      );
    }
    const { handOver } = await import("./hand-over/hand-over.ts");
    const successor = await handOver(executable, this.tools, this.#place());
    this.log(`handed over to pid ${successor.pid}`);
    void this.#end("replaced", "successor");
    return successor;
  }
}
