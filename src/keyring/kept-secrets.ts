import { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import { isNothingKept, SELF_ASKING_KINDS, type SelfAskingKind } from "./directory-of.ts";
import type { KeptThings, Keyring } from "./keyring.ts";

/** What is kept for one purpose. */
interface Purpose {
  /** The folder of its own. Forgetting what else is kept never takes it along. */
  readonly folder: string;
  readonly keeps: KeptThings;
}

/**
 * Secrets that nothing could bring back, by names: they are in the keyring that the user chose when each was kept. What
 * opens a keyring is loaded when it is needed, so that an agent starts without it.
 */
export class KeptSecrets {
  readonly #state: () => string;
  readonly #purpose: Purpose;
  readonly #keyrings = new Map<SelfAskingKind, Keyring>();

  /** @param state - the directory for lasting state of {@link "../files/paths.ts".Paths} */
  constructor(state: () => string, purpose: Purpose) {
    this.#state = state;
    this.#purpose = purpose;
  }

  /** The names of all that are kept, sorted. Nothing needs to be unlocked. @throws {ActasError} `system` */
  async all(): Promise<readonly { readonly name: string; readonly keyring: SelfAskingKind }[]> {
    if (isNothingKept(this.#place())) return [];
    const all = SELF_ASKING_KINDS.map(async (kind) => {
      const names = await (await this.#keyring(kind)).names();
      return names.map((name) => ({ name, keyring: kind }));
    });
    return (await Promise.all(all)).flat().sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** The keyring that has a secret of this name. */
  async keyringOf(name: string): Promise<Keyring | undefined> {
    const kind = await this.#find(name);
    return kind && this.#keyring(kind);
  }

  /**
   * Keeps a secret, and makes sure that it can be read again. What a file says, or a slip of the pen, never takes the
   * place of a secret that may be the right one.
   *
   * @returns `other` when another secret is kept for it, which stays
   * @throws {ActasError} `system`
   */
  async keep(name: string, secret: Secret, kind: SelfAskingKind): Promise<"kept" | "kept-before" | "other"> {
    const { openKeyring } = await import("./open-keyring.ts");
    const found = await this.#find(name);
    const keyring = await this.#keyring(found ?? kind);
    const kept = found && (await readableIn(keyring, name));
    if (kept) return kept.equals(secret) ? "kept-before" : "other";
    await keyring.write(name, secret);
    // As the next process will: this one may still have the key that opens it, when no one else has.
    const anew = openKeyring(found ?? kind, this.#place(), { keeps: this.#purpose.keeps });
    if ((await anew.read(name))?.equals(secret)) return "kept";
    throw new ActasError("system", `cannot keep ${name}: the keyring does not give back what it was given`);
  }

  /** Finds out before a secret is asked for whether it could be kept. @throws {ActasError} `system` */
  async prepare(kind: SelfAskingKind): Promise<void> {
    await (await this.#keyring(kind)).prepare();
  }

  /** Whether there was one. @throws {ActasError} `system` */
  async remove(name: string): Promise<boolean> {
    return (await (await this.keyringOf(name))?.remove(name)) ?? false;
  }

  /** What opens the keyrings; they keep what they have. */
  forget(): void {
    this.#keyrings.clear();
  }

  async #find(name: string): Promise<SelfAskingKind | undefined> {
    return (await this.all()).find((kept) => kept.name === name)?.keyring;
  }

  #place(): string {
    return `${this.#state()}/${this.#purpose.folder}`;
  }

  async #keyring(kind: SelfAskingKind): Promise<Keyring> {
    const { openKeyring } = await import("./open-keyring.ts");
    const known = this.#keyrings.get(kind);
    if (known) return known;
    const opened = openKeyring(kind, this.#place(), { keeps: this.#purpose.keeps });
    this.#keyrings.set(kind, opened);
    return opened;
  }
}

/** Undefined for one that nobody can read any more, which another may replace. */
async function readableIn(keyring: Keyring, name: string): Promise<Secret | undefined> {
  const { UnreadableSecret } = await import("./unreadable-secret.ts");
  try {
    return await keyring.read(name);
  } catch (error) {
    if (error instanceof UnreadableSecret) return undefined;
    throw error;
  }
}
