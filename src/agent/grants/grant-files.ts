import * as v from "valibot";
import { GRANTS_FOLDER, isGrantId } from "../../agent-api/grants-folder.ts";
import type { Same } from "../../base/same-type.ts";
import { Secret } from "../../base/secret.ts";
import { systemError } from "../../base/system-error.ts";
import type { PrivateDirectory } from "../../files/private-directory.ts";
import { tokenHash } from "../../http/token.ts";
import { parseCredentialRequest } from "../socket/parse-request.ts";
import type { Grant } from "./grant-record.ts";
import { readOrNothing } from "./read-or-nothing.ts";
import type { SurroundingsTrace } from "./surroundings-trace.ts";

const text = v.string();

const grantShape = v.object({
  id: text,
  tokenHash: text,
  pid: v.number(),
  startTime: text,
  holder: v.exactOptional(v.picklist(["shell", "container"])),
  starter: v.exactOptional(v.object({ pid: v.number(), startTime: text })),
  delivery: v.exactOptional(v.literal("file")),
  program: text,
  target: text,
  startedAt: text,
  request: v.unknown(),
});

const traceShape = v.object({ directory: text, key: text, changed: v.array(text) });

true satisfies Same<v.InferOutput<typeof grantShape>, Omit<Grant, "request"> & { readonly request: unknown }>;
true satisfies Same<v.InferOutput<typeof traceShape>, SurroundingsTrace>;

/** What helps where a grant or its files cannot be written. */
export const FREE_SPACE = ["free some space there, or use `--mode env`"];

/** What a container engine reads. */
export interface ContainerFiles {
  /** Variables as in `docker run --env-file`, the token among them. */
  readonly environment: string;
  /** See {@link containerHook}. */
  readonly hook: string;
}

/**
 * A folder for each grant below the runtime directory: `grant.json` and perhaps `surroundings.json` without any secret,
 * `token` for clients that read the token from a file or `renewed-credentials` for those that know no endpoint, and the
 * AWS files that stand in for the user's.
 */
export class GrantFiles {
  readonly #runtime: PrivateDirectory;

  constructor(runtime: PrivateDirectory) {
    this.#runtime = runtime;
  }

  /** @throws {ActasError} `system` when the disk is full or read-only, or something else is in the place of the folder */
  write(grant: Grant, token: Secret): { directory: string; tokenFile: string } {
    const directory = `${this.#runtime.path}/${GRANTS_FOLDER}/${grant.id}`;
    try {
      using grants = this.#runtime.make(GRANTS_FOLDER);
      using folder = grants.make(grant.id);
      if (grant.delivery !== "file") folder.write("token", token.reveal());
      folder.write("grant.json", `${JSON.stringify(grant)}\n`);
    } catch (error) {
      this.remove(grant.id);
      throw systemError(error, `keep the grant in ${directory}`, FREE_SPACE);
    }
    return { directory, tokenFile: `${directory}/token` };
  }

  /** @throws {ActasError} `system` as {@link write} */
  rewrite(grant: Grant): void {
    this.#add(grant.id, (folder) => folder.write("grant.json", `${JSON.stringify(grant)}\n`));
  }

  /** @throws {ActasError} `system` as {@link write} */
  writeForContainer(id: string, { environment, hook }: ContainerFiles): { environmentFile: string; hooks: string } {
    const directory = this.#add(id, (folder) => {
      folder.write("environment", environment);
      using hooks = folder.make("hooks");
      hooks.write("actas.json", hook);
    });
    return { environmentFile: `${directory}/environment`, hooks: `${directory}/hooks` };
  }

  /** The token of a grant and its files, once more; undefined when they are gone or were changed. */
  again({ id, tokenHash: hash }: Grant): { token: Secret; directory: string; tokenFile: string } | undefined {
    const directory = `${this.#runtime.path}/${GRANTS_FOLDER}/${id}`;
    try {
      using grants = this.#runtime.open(GRANTS_FOLDER);
      using folder = grants.open(id);
      const token = readOrNothing(folder.at("token"));
      return tokenHash(token) === hash
        ? { token: new Secret(token), directory, tokenFile: `${directory}/token` }
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** Leaves a mark beside the token, at which a shell's prompt looks: a person has to prove who they are. */
  mark(id: string): void {
    this.#inFolder(id, (folder) => folder.write("ended", ""));
  }

  unmark(id: string): void {
    this.#inFolder(id, (folder) => folder.remove("ended"));
  }

  /** What cannot be done is only shown too late. */
  #inFolder(id: string, change: (folder: PrivateDirectory) => void): void {
    try {
      using grants = this.#runtime.open(GRANTS_FOLDER);
      using folder = grants.open(id);
      change(folder);
    } catch {
      // The grant has ended, or nothing can be written.
    }
  }

  /**
   * Keeps a trace of the surroundings of a program, by which an agent that has never seen them recognises them.
   *
   * @throws {ActasError} `system` when the disk is full or read-only
   */
  writeTrace(id: string, trace: SurroundingsTrace): void {
    this.#add(id, (folder) => folder.write("surroundings.json", `${JSON.stringify(trace)}\n`));
  }

  #add(id: string, change: (folder: PrivateDirectory) => void): string {
    const directory = `${this.#runtime.path}/${GRANTS_FOLDER}/${id}`;
    try {
      using grants = this.#runtime.open(GRANTS_FOLDER);
      using folder = grants.open(id);
      change(folder);
    } catch (error) {
      throw systemError(error, `keep the grant in ${directory}`, FREE_SPACE);
    }
    return directory;
  }

  readTrace(id: string): SurroundingsTrace | undefined {
    try {
      using grants = this.#runtime.open(GRANTS_FOLDER);
      using folder = grants.open(id);
      return v.parse(traceShape, JSON.parse(readOrNothing(folder.at("surroundings.json"))));
    } catch {
      return undefined;
    }
  }

  readAll(): Grant[] {
    try {
      using grants = this.#runtime.open(GRANTS_FOLDER);
      return grants
        .names()
        .filter(isGrantId)
        .flatMap((id) => {
          const grant = readGrant(grants, id);
          if (!grant) this.remove(id);
          return grant ?? [];
        });
    } catch {
      return [];
    }
  }

  /** Files that cannot be removed now stay until the next agent tries; the grant ends all the same. */
  remove(id: string): void {
    try {
      using grants = this.#runtime.open(GRANTS_FOLDER);
      grants.remove(id);
    } catch {
      // The file system has become read-only, or the directory was tampered with.
    }
  }

  /** The container endpoint's port, kept so that the next agent listens where running programs ask. */
  get port(): number | undefined {
    const text = readOrNothing(this.#runtime.at("port"));
    return /^[1-9]\d{3,4}\n$/.test(text) && Number(text) < 65_536 ? Number(text) : undefined;
  }

  /** @throws {ActasError} `system` when the disk is full or read-only */
  set port(port: number | undefined) {
    try {
      this.#runtime.write("port", `${port}\n`);
    } catch (error) {
      throw systemError(error, `keep the port in ${this.#runtime.path}/port`, FREE_SPACE);
    }
  }
}

function readGrant(grants: PrivateDirectory, id: string): Grant | undefined {
  try {
    using folder = grants.open(id);
    const grant = v.parse(grantShape, JSON.parse(readOrNothing(folder.at("grant.json"))));
    const request = parseCredentialRequest(grant.request);
    return request && grant.id === id ? { ...grant, request } : undefined;
  } catch {
    return undefined;
  }
}
