import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { targetKey } from "../cache/cache-key.ts";
import { refreshAt } from "../cache/windows.ts";
import { containerEndpoint } from "../delivery/container-endpoint.ts";
import { TellOnce } from "../delivery/tell-once.ts";
import { type LoopbackListener, listenOnLoopback } from "../http/listen.ts";
import { writeToTerminalOf } from "../system/process-terminal.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { resolve, type Vendor } from "./answer.ts";
import type { GrantFiles } from "./grant-files.ts";
import type { Grant, Grants } from "./grants.ts";

/** Longer than the kernel takes to clear up after a process that was killed. */
const LET_GO_MS = 500;

/** What a grant was last given, and until when that is good without looking again. */
interface Given {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

interface EndpointParts {
  readonly vendor: Vendor;
  readonly grants: Grants;
  readonly files: GrantFiles;
}

/** The container endpoint of all grants: opened when the first program needs it, at the port of the agent before. */
export class Endpoint {
  readonly #parts: EndpointParts;
  readonly #given = new WeakMap<Grant, Given>();
  /** The grants that use each cache key, so that its credentials are kept fresh while one of them lives. */
  readonly #users = new Map<string, Set<Grant>>();
  #listener: LoopbackListener | undefined;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
  }

  get port(): number | undefined {
    return this.#listener?.port;
  }

  /** @throws {ActasError} `system` when no port can be opened */
  open(): number {
    this.#listener ??= this.#listenWhereBefore();
    return this.#listener.port;
  }

  /**
   * Opens the port of the agent before, which may take a moment to let go of it.
   *
   * @throws {ActasError} `system` when no port can be opened
   */
  async reopen(): Promise<void> {
    const { port } = this.#parts.files;
    for (const deadline = Date.now() + LET_GO_MS; Date.now() < deadline; await Bun.sleep(5)) {
      this.#listener = this.#tryListen(port);
      if (this.#listener || !port) break;
    }
    this.open();
  }

  async close(): Promise<void> {
    await this.#listener?.stop();
    this.#listener = undefined;
  }

  /** What the grant's program gets until it is time for others; they are there by then, as long as the program runs. */
  begin(grant: Grant, target: ResolvedTarget, credentials: Credentials): void {
    const { broker } = this.#parts.vendor;
    const { expiration } = credentials;
    this.#keepFresh(grant, target);
    const until = broker.refreshAt(target) ?? (expiration && refreshAt(expiration, broker.parts.clock.now()));
    if (until) this.#given.set(grant, { credentials, until });
  }

  /** Looks everything up again at the next request, after the cache was cleared. */
  forget(): void {
    for (const grant of this.#parts.grants.list()) this.#given.delete(grant);
  }

  #keepFresh(grant: Grant, target: ResolvedTarget): void {
    const { grants, vendor } = this.#parts;
    const key = targetKey(target);
    const users = this.#users.get(key) ?? new Set();
    this.#users.set(key, users.add(grant));
    vendor.broker.keepFresh(target, grant.request, () => {
      for (const user of users) if (!grants.has(user)) users.delete(user);
      return users.size > 0 || !this.#users.delete(key);
    });
  }

  /** Somebody else may have the port by now: programs that still run cannot be helped, new ones can. */
  #listenWhereBefore(): LoopbackListener {
    const { files } = this.#parts;
    const listener = this.#tryListen(files.port) ?? this.#listen(0);
    files.port = listener.port;
    return listener;
  }

  #tryListen(port: number | undefined): LoopbackListener | undefined {
    try {
      return port ? this.#listen(port) : undefined;
    } catch (error) {
      if (error instanceof ActasError) return undefined;
      throw error;
    }
  }

  #listen(port: number): LoopbackListener {
    const { grants } = this.#parts;
    return listenOnLoopback({
      port,
      ...containerEndpoint<Grant>({
        grantFor: (hash) => grants.byTokenHash(hash),
        supply: (grant) => this.#supply(grant),
        outcome: new TellOnce(tellProgram),
      }),
    });
  }

  #supply(grant: Grant): Credentials | Promise<Credentials> {
    const given = this.#given.get(grant);
    const now = this.#parts.vendor.broker.parts.clock.now();
    return given && given.until > now ? given.credentials : this.#renewOr(given, grant);
  }

  /** What was given before serves until its very end when nothing newer can be had. */
  async #renewOr(given: Given | undefined, grant: Grant): Promise<Credentials> {
    try {
      return await this.#renew(grant);
    } catch (error) {
      const end = given?.credentials.expiration?.getTime() ?? 0;
      if (given && end > this.#parts.vendor.broker.parts.clock.now()) return given.credentials;
      throw error;
    }
  }

  async #renew(grant: Grant): Promise<Credentials> {
    const target = await resolve(this.#parts.vendor, grant.request, "other");
    const credentials = await this.#parts.vendor.broker.forProgram(target, grant.request);
    this.begin(grant, target, credentials);
    return credentials;
  }
}

function tellProgram({ pid, program }: Grant, { message, hints }: ActasError): void {
  const lines = [`actas: ${program}: ${message}`, ...hints.map((hint) => `actas: hint: ${hint}`)];
  writeToTerminalOf(pid, `${lines.join("\n")}\n`);
}
