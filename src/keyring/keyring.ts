import type { Secret } from "../base/secret.ts";

/**
 * Where secrets are kept that outlive every process. Each has a name of the caller's; names are not secret, and begin
 * with what the secret is for, as in `session/…`.
 */
export interface Keyring {
  /** Undefined when there is none of this name. @throws {ActasError} `system` when it cannot be told or read */
  read(name: string): Promise<Secret | undefined>;
  /** Another one after each write; undefined without a secret. Unlocks nothing. @throws {ActasError} `system` */
  stamp(name: string): string | undefined;
  /** Unlocks what a write needs, and so tells beforehand whether one could succeed. @throws {ActasError} `system` */
  prepare(): Promise<void>;
  /** Atomic: whatever happens meanwhile, the name has the old secret or the new. @throws {ActasError} `system` */
  write(name: string, secret: Secret): Promise<void>;
  /** Never needs the keyring to be unlocked; true when there was one. @throws {ActasError} `system` */
  remove(name: string): Promise<boolean>;
  /** The names of all that are kept, sorted. @throws {ActasError} `system` */
  names(): Promise<readonly string[]>;
}

/** How a holder of the key asks, and for what. */
export interface Asking {
  /** How long one question may take: enough to type a password, if the user is asked for one. */
  readonly limitMs?: number;
  /** `nobody`: where the user would have to unlock something, that is an error. */
  readonly asks?: "user" | "nobody";
  /** What is kept, for hints. */
  readonly keeps?: KeptThings;
}

export type KeptThings = "sign-ins" | "access keys" | "passwords";

/** Who keeps the one key that everything else is sealed with. */
export interface KeyHolder {
  /** Undefined when it surely has none of this id. @throws {ActasError} `system` when it is locked, absent or silent */
  get(id: string): Promise<Secret | undefined>;
  set(id: string, key: Secret): Promise<void>;
  /** As far as that is possible now: a key that stays behind opens nothing any more. */
  forget(id: string): Promise<void>;
}
