import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { targetKey } from "../cache/cache-key.ts";
import { refreshAt } from "../cache/windows.ts";
import { CONTAINER_ROUTES, containerEndpoint } from "../delivery/container-endpoint.ts";
import { TellOnce } from "../delivery/tell-once.ts";
import { type LoopbackListener, listenOnLoopback } from "../http/listen.ts";
import { uidOfLoopbackClient } from "../system/loopback-client.ts";
import { writeToTerminalOf } from "../system/process-terminal.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { resolve, type Vendor } from "./answer.ts";
import type { GrantFiles } from "./grant-files.ts";
import type { Grant, Grants } from "./grants.ts";

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
    this.#listener ??= this.#listen();
    return this.#listener.port;
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

  #listen(): LoopbackListener {
    const { files, grants } = this.#parts;
    const told = new TellOnce(tellProgram);
    const handle = containerEndpoint<Grant>({
      grantFor: (hash) => grants.byTokenHash(hash),
      supply: (grant) => this.#supply(grant),
      outcome: told,
    });
    const listen = (port?: number): LoopbackListener =>
      listenOnLoopback({
        ...(port && { port }),
        routes: CONTAINER_ROUTES,
        maxBodyBytes: 0,
        handle,
        uidOfClient: async (client) => uidOfLoopbackClient(this.#listener?.port ?? 0, client),
      });
    const listener = listenWhereBefore(listen, files.port);
    files.port = listener.port;
    return listener;
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

/** Somebody else may have the port by now: programs that still run cannot be helped, new ones can. */
function listenWhereBefore(listen: (port?: number) => LoopbackListener, port: number | undefined): LoopbackListener {
  try {
    return listen(port);
  } catch (error) {
    if (!port || !(error instanceof ActasError)) throw error;
    return listen();
  }
}

function tellProgram({ pid, program }: Grant, { message, hints }: ActasError): void {
  const lines = [`actas: ${program}: ${message}`, ...hints.map((hint) => `actas: hint: ${hint}`)];
  writeToTerminalOf(pid, `${lines.join("\n")}\n`);
}
