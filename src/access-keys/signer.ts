import { IamRefusal } from "../aws/iam.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { RotationPlace } from "./rotation-place.ts";

/** AWS takes a key within seconds after it was made or activated. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 1_000;

/** How the calls of a rotation are signed. */
export interface SignerParts {
  readonly place: RotationPlace;
  /** A session of the user with an MFA code; asks for the code. */
  readonly session: () => Promise<Credentials>;
  /** Whether a session is signed with from the start, as a user wants who gave the code for it. */
  readonly sessionFirst?: boolean;
  /** Says what is waited for. */
  readonly tell: (progress: string) => void;
  /** Ends the work before its next call. */
  readonly ending?: AbortSignal;
}

/**
 * Signs calls to IAM with a key of the user. A policy may want an MFA code: then a session is signed with, which stays
 * good when its key is no longer.
 */
export class Signer {
  readonly #parts: SignerParts;
  #session: Promise<Credentials> | undefined;

  constructor(parts: SignerParts) {
    this.#parts = parts;
  }

  /** @throws {ActasError} what AWS refused, with the statement that a policy lacks */
  async call<T>(keys: Credentials, send: (signer: Credentials) => Promise<T>): Promise<T> {
    this.#parts.ending?.throwIfAborted();
    if (this.#parts.sessionFirst) this.#session ??= this.#parts.session();
    if (this.#session) return send(await this.#session);
    try {
      return await this.#patiently("IAM takes the key", () => send(keys));
    } catch (error) {
      if (!(error instanceof IamRefusal) || !this.#parts.place.hasMfa) throw error;
      this.#session ??= this.#parts.session();
      return send(await this.#session);
    }
  }

  /** Waits until AWS takes a key, and tells whose it is. @throws {ActasError} when it still does not after a minute */
  async whose(keys: Credentials): Promise<string> {
    const { sts, stsAt } = this.#parts.place;
    return (await this.#patiently(`AWS takes ${keys.accessKeyId}`, () => sts.getCallerIdentity(stsAt, keys))).arn;
  }

  /** Whose a key is that AWS takes at once; undefined for another. */
  async whoseNow(keys: Credentials): Promise<string | undefined> {
    const { sts, stsAt } = this.#parts.place;
    try {
      return (await sts.getCallerIdentity(stsAt, keys)).arn;
    } catch (error) {
      if (isUnknown(error)) return undefined;
      throw error;
    }
  }

  /** Only a key that AWS does not know yet is worth waiting for. */
  async #patiently<T>(what: string, send: () => Promise<T>): Promise<T> {
    for (const end = Date.now() + PATIENCE_MS; ; await Bun.sleep(PAUSE_MS)) {
      try {
        return await send();
      } catch (error) {
        if (!isUnknown(error) || Date.now() > end) throw error;
        this.#parts.ending?.throwIfAborted();
        this.#parts.tell(`waiting until ${what} …`);
      }
    }
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof ActasError && error.code === "access-denied" && !(error instanceof IamRefusal);
}
