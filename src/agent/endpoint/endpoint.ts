import type { Credentials } from "../../base/credentials.ts";
import { ActasError, type ErrorCode } from "../../base/errors.ts";
import type { Log } from "../../base/log.ts";
import { containerEndpoint } from "../../delivery/container-endpoint/container-endpoint.ts";
import { TellOnce } from "../../delivery/container-endpoint/tell-once.ts";
import { type LoopbackOptions, listenOnLoopback } from "../../http/listen-on-loopback.ts";
import { ownUid } from "../../system/own-uid.ts";
import type { GrantFiles } from "../grants/grant-files.ts";
import type { Grant } from "../grants/grant-record.ts";
import type { Grants } from "../grants/grants.ts";
import { tellProgram } from "../grants/tell-program.ts";
import { EndpointPort, type LostPort } from "./endpoint-port.ts";
import { EndpointShift } from "./endpoint-shift.ts";
import type { Supply } from "./supply.ts";

interface EndpointParts {
  readonly supply: Supply;
  readonly grants: Grants;
  readonly files: GrantFiles;
  readonly log: Log;
}

/** The container endpoint of all grants: opened when the first program needs it. */
export class Endpoint {
  readonly #parts: EndpointParts;
  readonly #shift = new EndpointShift();
  readonly #outcome: TellOnce<Grant>;
  readonly #port: EndpointPort;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
    const { files } = parts;
    this.#outcome = new TellOnce(
      (grant, error) => {
        if (NEEDS_PERSON.includes(error.code)) files.mark(grant.id);
        tellProgram(grant, error);
      },
      ({ id }) => files.unmark(id),
    );
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

  /** Credentials for the relay of a container. Failures are told where the container was started. */
  async give(grant: Grant): Promise<Credentials> {
    try {
      const credentials = await this.#parts.supply.credentials(grant);
      this.#outcome.supplied(grant);
      return credentials;
    } catch (error) {
      this.#outcome.failed(grant, error);
      throw error;
    }
  }

  /** Opens the port beside the previous agent; requests of its programs wait from now on until {@link reopen}. */
  hold(): void {
    this.#shift.wait();
    this.#port.hold();
  }

  /** Serves the programs of the previous agent, at its port. If another process has the port now, their grants end. */
  async reopen(): Promise<void> {
    const lost = this.#knowingThePort().length > 0 ? await this.#port.reopen() : undefined;
    if (lost) this.#endAll(lost);
    this.#shift.begin();
  }

  /** Leaves the port to the next agent, which has opened it too, once every request that came here is answered. */
  async leave(): Promise<void> {
    await this.#shift.end();
    await this.close();
  }

  async close(): Promise<void> {
    await this.#port.close();
  }

  #options(): Omit<LoopbackOptions, "port"> {
    const { grants, supply } = this.#parts;
    const { admit, ...options } = containerEndpoint<Grant>({
      grantFor: (hash) => grants.byTokenHash(hash),
      supply: (grant) => supply.credentials(grant),
      outcome: this.#outcome,
    });
    return { ...options, admit: this.#shift.around(admit), sharedWith: "own-agents" };
  }

  /** The process that has the port may have been sent the tokens. */
  #endAll(lost: LostPort): void {
    const { grants, log } = this.#parts;
    const spoilt = this.#knowingThePort();
    log(`${inWords(lost)}: ${spoilt.length} grants end`);
    for (const grant of spoilt) tellProgram(grant, spent(lost, grant));
    grants.end(spoilt);
  }

  /** Containers ask their relays, and some programs read a file. */
  #knowingThePort(): Grant[] {
    return this.#parts.grants.list().filter(({ delivery, holder }) => holder !== "container" && delivery !== "file");
  }
}

const NEEDS_PERSON: readonly ErrorCode[] = ["mfa-required", "sign-in-required"];

function spent(lost: LostPort, { holder }: Grant): ActasError {
  const again = holder === "shell" ? "`as TARGET` gives it another" : "start it again with `actas exec`";
  return new ActasError("agent-unreachable", `cannot give credentials any more: ${inWords(lost)}`, {
    hints: ["it may know the program's token, which is not valid any more", again],
  });
}

function inWords({ port, uid }: LostPort): string {
  if (port === undefined) return "it is not known at which port programs ask";
  const who = uid === undefined ? "somebody" : uid === ownUid() ? "another program of this user" : `uid ${uid}`;
  return `${who} has port ${port}, where programs ask`;
}
