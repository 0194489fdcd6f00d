import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { Secret } from "../../base/secret.ts";
import type { Surroundings } from "../../base/surroundings.ts";
import { newToken, tokenHash } from "../../http/token.ts";
import { startTimeOf } from "../../system/processes/process-stat.ts";
import type { ProcessWatch } from "../../system/processes/process-watch.ts";
import type { Caller } from "../socket/caller.ts";
import type { ContainerFiles, GrantFiles } from "./grant-files.ts";
import type { Grant } from "./grant-record.ts";
import { surroundingsOfTrace, traceOf } from "./surroundings-trace.ts";

/** What a grant is made of. */
interface AboutGrant extends Pick<Grant, "holder" | "delivery" | "program" | "target" | "request"> {
  /** The process that becomes the program. */
  readonly caller: Pick<Caller, "pid" | "startTime">;
}

/** A grant just made or found again, with the token that only its program gets. */
export interface NewGrant {
  readonly grant: Grant;
  readonly token: Secret;
  readonly directory: string;
  readonly tokenFile: string;
}

/** Grants of running programs: each ends when its program does, and outlives the agent in files without secrets. */
export class Grants {
  readonly #byTokenHash = new Map<string, Grant>();
  readonly #files: GrantFiles;
  readonly #watch: ProcessWatch;
  /** They may hold secrets, so they are in no file. */
  readonly #surroundings = new WeakMap<Grant, Surroundings>();

  constructor(files: GrantFiles, watch: ProcessWatch) {
    this.#files = files;
    this.#watch = watch;
  }

  /** @throws {ActasError} when the process cannot be watched, or the files cannot be written */
  add({ caller, ...about }: AboutGrant): NewGrant {
    const { pid, startTime } = caller;
    if (!startTime || !this.#watch.watch(pid, startTime)) throw notWatched();
    const token = newToken();
    const grant: Grant = {
      ...about,
      pid,
      id: crypto.randomUUID(),
      tokenHash: tokenHash(token.reveal()),
      startTime,
      startedAt: new Date().toISOString(),
      request: afterStart(about.request),
    };
    const files = this.#files.write(grant, token);
    this.#byTokenHash.set(grant.tokenHash, grant);
    return { grant, token, ...files };
  }

  /**
   * A grant for a shell. A shell that acts as a target again gets the grant that it had, so that programs it has
   * started meanwhile keep theirs; of many targets those that it acted as first lose theirs.
   *
   * @throws {ActasError} as {@link add}
   */
  addForShell(about: Omit<AboutGrant, "holder">): NewGrant {
    const request = afterStart(about.request);
    const held = this.#ofShell(about.caller.pid);
    const same = held.find(({ target, request: of }) => target === about.target && Bun.deepEquals(of, request));
    const files = same && this.#files.again(same);
    if (same && files) {
      this.#files.unmark(same.id);
      return { grant: same, ...files };
    }
    const made = this.add({ ...about, holder: "shell" });
    for (const grant of held.slice(0, Math.max(held.length + 1 - TARGETS_OF_SHELL, 0))) this.#end(grant);
    return made;
  }

  /** Ends what a shell acted as, and returns how many grants that were. */
  endOfShell(pid: number): number {
    const held = this.#ofShell(pid);
    for (const grant of held) this.#end(grant);
    return held.length;
  }

  /** @throws {ActasError} `system` when nothing can be written */
  writeForContainer(grant: Grant, files: ContainerFiles): { environmentFile: string; hooks: string } {
    return this.#files.writeForContainer(grant.id, files);
  }

  /**
   * Makes a grant that of another process, which ends with the container. Programs go on with their token.
   *
   * @throws {ActasError} as {@link add}
   */
  takeOver(grant: Grant, { pid, startTime }: AboutGrant["caller"]): Grant {
    if (!startTime || !this.#watch.watch(pid, startTime)) throw notWatched();
    const taken = { ...grant, pid, startTime, starter: { pid: grant.pid, startTime: grant.startTime } };
    this.#files.rewrite(taken);
    const surroundings = this.#surroundings.get(grant);
    if (surroundings) this.#surroundings.set(taken, surroundings);
    this.#byTokenHash.set(taken.tokenHash, taken);
    return taken;
  }

  byTokenHash(hash: string): Grant | undefined {
    return this.#byTokenHash.get(hash);
  }

  /**
   * Keeps where a command of the target's profile has to run for this program.
   *
   * @param changed - names of the variables that are others for the program
   * @throws {ActasError} `system` when nothing can be written
   */
  keepSurroundings(grant: Grant, surroundings: Surroundings, changed: readonly string[]): void {
    this.#surroundings.set(grant, surroundings);
    this.#files.writeTrace(grant.id, traceOf(surroundings, changed));
  }

  /**
   * Where a command of the target's profile has to run for this program.
   *
   * @throws {ActasError} `system` when the agent that knew is gone, and the program does not show it
   */
  async surroundingsOf(grant: Grant): Promise<Surroundings> {
    const { id, program, request } = grant;
    const { pid } = grant.starter ?? grant;
    const known = this.#surroundings.get(grant);
    if (known) return known;
    const trace = this.#files.readTrace(id);
    const found = trace && surroundingsOfTrace(pid, trace, request.environment);
    if (!found) {
      throw new ActasError(
        "system",
        `cannot renew the credentials of ${program}: the environment it was started from is no longer known, and its profile's command depends on it`,
        { hints: ["start the program again"] },
      );
    }
    this.#surroundings.set(grant, found);
    return found;
  }

  has({ tokenHash }: Grant): boolean {
    return this.#byTokenHash.has(tokenHash);
  }

  list(): Grant[] {
    return [...this.#byTokenHash.values()];
  }

  /** The grants of programs that still run at this moment. */
  listRunning(): Grant[] {
    this.#watch.look();
    return this.list();
  }

  /** Takes up the grants of an agent that is gone; those whose program is gone too are removed. */
  restore(): void {
    for (const grant of this.#files.readAll()) {
      if (startTimeOf(grant.pid) === grant.startTime && this.#watch.watch(grant.pid, grant.startTime)) {
        this.#byTokenHash.set(grant.tokenHash, grant);
        this.#files.unmark(grant.id);
      } else {
        this.#files.remove(grant.id);
      }
    }
  }

  /** Ends all grants of a program that is gone. */
  ended(pid: number): void {
    for (const grant of this.list()) if (grant.pid === pid) this.#end(grant);
  }

  /** Ends the grants of programs that still run: they get no credentials any more. */
  endAll(): void {
    this.end(this.list());
  }

  end(grants: readonly Grant[]): void {
    for (const grant of grants) this.#end(grant);
  }

  #ofShell(pid: number): Grant[] {
    return this.list().filter((grant) => grant.holder === "shell" && grant.pid === pid);
  }

  #end({ id, tokenHash }: Grant): void {
    this.#byTokenHash.delete(tokenHash);
    this.#files.remove(id);
  }
}

function notWatched(): ActasError {
  return new ActasError(
    "unsupported",
    "cannot grant credentials to the program: this system does not tell when it ends",
    { hints: ["use `--mode env`"] },
  );
}

/** As many as a person switches between; a script that goes through all accounts does not have each kept fresh. */
const TARGETS_OF_SHELL = 8;

/** A code was used, and a forced refresh was for the start of the program: from then on it shares what is fresh. */
function afterStart({ tokenCode: _, ...request }: CredentialRequest): CredentialRequest {
  const freshness = request.freshness === "refresh" ? "cached" : request.freshness;
  return { ...request, interaction: "never", freshness };
}
