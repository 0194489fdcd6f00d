import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod/mini";
import type { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import type { Grant } from "./grants.ts";
import { parseCredentialRequest } from "./parse-request.ts";

const GrantShape = z.object({
  id: z.string(),
  tokenHash: z.string(),
  pid: z.number(),
  startTime: z.string(),
  program: z.string(),
  target: z.string(),
  startedAt: z.string(),
  request: z.unknown(),
});

const FREE_SPACE = ["free some space there, or use `--mode env`"];

/**
 * A folder for each grant below the runtime directory: `grant.json` without any secret, `token` for clients that read
 * the token from a file, and the AWS files that stand in for the user's.
 */
export class GrantFiles {
  readonly #directory: string;
  readonly #portFile: string;

  constructor(runtimeDirectory: string) {
    this.#directory = `${runtimeDirectory}/grants`;
    this.#portFile = `${runtimeDirectory}/port`;
  }

  /** @throws {ActasError} `system` when the disk is full or read-only */
  write(grant: Grant, token: Secret): { directory: string; tokenFile: string } {
    const directory = this.#folder(grant.id);
    const tokenFile = `${directory}/token`;
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      writeFileSync(tokenFile, token.reveal(), { mode: 0o600 });
      writeFileSync(`${directory}/grant.json`, `${JSON.stringify(grant)}\n`, { mode: 0o600 });
    } catch (error) {
      this.remove(grant.id);
      throw systemError(error, `keep the grant in ${directory}`, FREE_SPACE);
    }
    return { directory, tokenFile };
  }

  readAll(): Grant[] {
    return this.#names().flatMap((id) => {
      const grant = this.#read(id);
      if (!grant) this.remove(id);
      return grant ?? [];
    });
  }

  /** What cannot be removed now stays until the next agent tries: a grant ends without its files, too. */
  remove(id: string): void {
    try {
      rmSync(this.#folder(id), { recursive: true, force: true });
    } catch {
      // The file system has become read-only, or somebody else has made a mess of the directory.
    }
  }

  /** The container endpoint's port; kept so that running programs find the next agent where this one was. */
  get port(): number | undefined {
    return Number(readOrNothing(this.#portFile)) || undefined;
  }

  /** @throws {ActasError} `system` when the disk is full or read-only */
  set port(port: number) {
    try {
      writeFileSync(this.#portFile, `${port}\n`, { mode: 0o600 });
    } catch (error) {
      throw systemError(error, `keep the port in ${this.#portFile}`, FREE_SPACE);
    }
  }

  #read(id: string): Grant | undefined {
    try {
      const parsed = GrantShape.safeParse(JSON.parse(readOrNothing(`${this.#folder(id)}/grant.json`)));
      const request = parsed.success ? parseCredentialRequest(parsed.data.request) : undefined;
      return parsed.success && request && parsed.data.id === id ? { ...parsed.data, request } : undefined;
    } catch {
      return undefined;
    }
  }

  #names(): string[] {
    try {
      return readdirSync(this.#directory);
    } catch {
      return [];
    }
  }

  #folder(id: string): string {
    return `${this.#directory}/${id}`;
  }
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
