import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import type { Log } from "../../base/log.ts";
import { targetKey } from "../../cache/cache-key.ts";
import { refreshAt } from "../../cache/windows.ts";
import { containerEndpoint } from "../../delivery/container-endpoint/container-endpoint.ts";
import { TellOnce } from "../../delivery/container-endpoint/tell-once.ts";
import { type LoopbackOptions, listenOnLoopback } from "../../http/listen.ts";
import type { RequestTools } from "../../requests/request-tools.ts";
import { resolve } from "../../requests/resolve.ts";
import { ownUid } from "../../system/own-uid.ts";
import { writeToTerminalOf } from "../../system/process-terminal.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import type { GrantFiles } from "../grants/grant-files.ts";
import type { Grant, Grants } from "../grants/grants.ts";
import { EndpointPort, type LostPort } from "./endpoint-port.ts";
import { EndpointShift } from "./endpoint-shift.ts";
import { whileWaitedFor } from "./while-waited-for.ts";

/** What a grant was last given, and until when that is good without looking again. */
interface Given {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

interface EndpointParts {
  readonly tools: Pick<RequestTools, "broker" | "clock" | "profiles" | "sources">;
  readonly grants: Grants;
  readonly files: GrantFiles;
  readonly log: Log;
}

/** The container endpoint of all grants: opened when the first program needs it. */
export class Endpoint {
  readonly #parts: EndpointParts;
  readonly #given = new WeakMap<Grant, Given>();
  /** The grants that use each cache key, so that its credentials are kept fresh while one of them lives. */
  readonly #users = new Map<string, Set<Grant>>();
  readonly #shift = new EndpointShift();
  readonly #port: EndpointPort;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
    const options = this.#options();
    this.#port = new EndpointPort({ listen: (port) => listenOnLoopback({ ...options, port }), kept: parts.files });
  }

  get port(): number | undefined {
    return this.#port.port;
  }

  /** @throws {ActasError} `system` when no port can be opened */
  open(): number {
    return this.#port.open();
  }

  /** Takes the port beside the agent before, whose programs wait from now on until {@link reopen}. */
  hold(): void {
    this.#shift.wait();
    this.#port.hold();
  }

  /** Serves the programs of the agent before, at its port. If that is somebody else's now, their grants are spent. */
  async reopen(): Promise<void> {
    const { grants } = this.#parts;
    const lost = grants.list().length > 0 ? await this.#port.reopen() : undefined;
    if (lost) this.#endAll(lost);
    this.#shift.begin();
  }

  /** Leaves the port to the agent that has taken it too, when everything that was asked here is answered. */
  async leave(): Promise<void> {
    await this.#shift.end();
    await this.close();
  }

  async close(): Promise<void> {
    await this.#port.close();
  }

  /** What the grant's program gets until it is time for others; they are there by then, as long as the program runs. */
  begin(grant: Grant, target: ResolvedTarget, credentials: Credentials): void {
    const { broker, clock } = this.#parts.tools;
    const { expiration } = credentials;
    this.#keepFresh(grant, target);
    const until = broker.refreshAt(target) ?? (expiration && refreshAt(expiration, clock.now()));
    if (until) this.#given.set(grant, { credentials, until });
  }

  /** Looks everything up again at the next request, after the cache was cleared. */
  forget(): void {
    for (const grant of this.#parts.grants.list()) this.#given.delete(grant);
  }

  #keepFresh(grant: Grant, target: ResolvedTarget): void {
    const { grants, tools } = this.#parts;
    const key = targetKey(target);
    const users = this.#users.get(key) ?? new Set();
    this.#users.set(key, users.add(grant));
    tools.broker.keepFresh(target, grant.request, () => {
      for (const user of users) if (!grants.has(user)) users.delete(user);
      return users.size > 0 || !this.#users.delete(key);
    });
  }

  #options(): Omit<LoopbackOptions, "port"> {
    const { grants } = this.#parts;
    const { admit, ...options } = containerEndpoint<Grant>({
      grantFor: (hash) => grants.byTokenHash(hash),
      supply: (grant) => this.#supply(grant),
      outcome: new TellOnce(tellProgram),
    });
    return { ...options, admit: this.#shift.around(admit), sharedWith: "own-agents" };
  }

  /** Whoever has the port may have been sent the tokens. */
  #endAll(lost: LostPort): void {
    const { grants, log } = this.#parts;
    log(`${inWords(lost)}: ${grants.list().length} grants end`);
    for (const grant of grants.list()) tellProgram(grant, spent(lost));
    grants.endAll();
  }

  #supply(grant: Grant): Credentials | Promise<Credentials> {
    const given = this.#given.get(grant);
    const now = this.#parts.tools.clock.now();
    return given && given.until > now ? given.credentials : this.#renewOr(given, grant);
  }

  /** What was given before serves until its very end when nothing newer can be had. */
  async #renewOr(given: Given | undefined, grant: Grant): Promise<Credentials> {
    try {
      return await (this.#isGood(given) ? this.#renew(grant) : whileWaitedFor(() => this.#renew(grant)));
    } catch (error) {
      if (this.#isGood(given)) return given.credentials;
      throw error;
    }
  }

  #isGood(given: Given | undefined): given is Given {
    const end = given?.credentials.expiration?.getTime() ?? 0;
    return end > this.#parts.tools.clock.now();
  }

  async #renew(grant: Grant): Promise<Credentials> {
    const target = await resolve(this.#parts.tools, grant.request, "other", () =>
      this.#parts.grants.surroundingsOf(grant),
    );
    const credentials = await this.#parts.tools.broker.forProgram(target, grant.request);
    this.begin(grant, target, credentials);
    return credentials;
  }
}

function spent(lost: LostPort): ActasError {
  return new ActasError("agent-unreachable", `cannot give credentials any more: ${inWords(lost)}`, {
    hints: [
      "whoever it is may know the program's token, which is good for nothing now",
      "start it again with `actas exec`",
    ],
  });
}

function inWords({ port, uid }: LostPort): string {
  if (port === undefined) return "it is not known at which port programs ask";
  const who = uid === undefined ? "somebody" : uid === ownUid() ? "another program of this user" : `uid ${uid}`;
  return `${who} has port ${port}, where programs ask`;
}

function tellProgram({ pid, program }: Grant, { message, hints }: ActasError): void {
  const lines = [`actas: ${program}: ${message}`, ...hints.map((hint) => `actas: hint: ${hint}`)];
  writeToTerminalOf(pid, `${lines.join("\n")}\n`);
}
