import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import { shellArgument } from "../base/shell-word.ts";
import type { Keyring } from "../keyring/keyring.ts";
import type { SelfAskingKind } from "../keyring/open-keyring.ts";

const LOST = "make a new key in the IAM console, then `actas keys remove` and `actas keys add` for the profile";

/**
 * The long-term keys of the user's that are in a keyring, by their access key ids. They are apart from what else is kept
 * there: forgetting that never takes a key along, which nothing could bring back.
 *
 * A secret is read once in the life of a process. Nothing is opened for a profile that names no such key.
 */
export class KeptKeys {
  readonly #state: () => string;
  readonly #keyrings = new Map<SelfAskingKind, Keyring>();
  readonly #read = new Map<string, Promise<Secret | undefined>>();

  /** @param state - the directory for lasting state of {@link "../files/paths.ts".Paths} */
  constructor(state: () => string) {
    this.#state = state;
  }

  /**
   * The key that a profile names.
   *
   * @throws {ActasError} `configuration` when no keyring has it, `system` when it cannot be read
   */
  async keys(accessKeyId: string, profile: string): Promise<Credentials> {
    const secretAccessKey = await this.secret(accessKeyId);
    if (secretAccessKey) return { accessKeyId, secretAccessKey };
    throw new ActasError("configuration", `cannot use profile "${profile}": no keyring has its key ${accessKeyId}`, {
      hints: [
        `\`actas keys add ${shellArgument(profile)}\` puts a key there`,
        "`actas keys list` shows which there are",
      ],
    });
  }

  /** Undefined when no keyring has it. @throws {ActasError} `system` when it cannot be read */
  secret(accessKeyId: string): Promise<Secret | undefined> {
    const known = this.#read.get(accessKeyId);
    if (known) return known;
    const reading = this.#readOnce(accessKeyId);
    this.#read.set(accessKeyId, reading);
    const forget = (): boolean => this.#read.delete(accessKeyId);
    reading.then((secret) => secret ?? forget(), forget);
    return reading;
  }

  /**
   * Keeps a key, and makes sure that it can be read again. A text file, or a slip of the pen, never takes the place of a
   * secret that may be the right one.
   *
   * @throws {ActasError} `configuration` when another secret is kept for it, `system`
   */
  async keep({ accessKeyId, secretAccessKey }: Credentials, kind: SelfAskingKind): Promise<void> {
    const found = await this.#find(accessKeyId);
    const kept = found && (await secretIn(found, accessKeyId));
    if (kept?.equals(secretAccessKey)) return;
    if (kept) throw otherSecret(accessKeyId);
    const keyring = found ?? (await this.#keyring(kind));
    await keyring.write(accessKeyId, secretAccessKey);
    this.#read.delete(accessKeyId);
    if ((await keyring.read(accessKeyId))?.equals(secretAccessKey)) return;
    throw new ActasError("system", `cannot keep ${accessKeyId}: the keyring does not give back what it was given`);
  }

  /** Whether there was one. @throws {ActasError} `system` */
  async remove(accessKeyId: string): Promise<boolean> {
    this.#read.delete(accessKeyId);
    return (await (await this.#find(accessKeyId))?.remove(accessKeyId)) ?? false;
  }

  /** The ids of all that are kept, sorted. Nothing needs to be unlocked. @throws {ActasError} `system` */
  async ids(): Promise<readonly { readonly accessKeyId: string; readonly keyring: SelfAskingKind }[]> {
    const { SELF_ASKING_KINDS } = await import("../keyring/open-keyring.ts");
    const all = SELF_ASKING_KINDS.map(async (kind) => {
      const names = await (await this.#keyring(kind)).names();
      return names.map((accessKeyId) => ({ accessKeyId, keyring: kind }));
    });
    return (await Promise.all(all)).flat().sort((one, other) => (one.accessKeyId < other.accessKeyId ? -1 : 1));
  }

  async #readOnce(accessKeyId: string): Promise<Secret | undefined> {
    const { UnreadableSecret } = await import("../keyring/unreadable-secret.ts");
    try {
      return await (await this.#find(accessKeyId))?.read(accessKeyId);
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error;
      throw new ActasError("system", error.message, { hints: [LOST], cause: error });
    }
  }

  async #find(accessKeyId: string): Promise<Keyring | undefined> {
    const found = (await this.ids()).find((kept) => kept.accessKeyId === accessKeyId);
    return found && this.#keyring(found.keyring);
  }

  /** Loaded when it is needed: an agent starts without it. */
  async #keyring(kind: SelfAskingKind): Promise<Keyring> {
    const { openKeyring } = await import("../keyring/open-keyring.ts");
    const known = this.#keyrings.get(kind);
    if (known) return known;
    const opened = openKeyring(kind, `${this.#state()}/access-keys`);
    this.#keyrings.set(kind, opened);
    return opened;
  }
}

/** Undefined for one that nobody can read any more, which another may replace. */
async function secretIn(keyring: Keyring, accessKeyId: string): Promise<Secret | undefined> {
  const { UnreadableSecret } = await import("../keyring/unreadable-secret.ts");
  try {
    return await keyring.read(accessKeyId);
  } catch (error) {
    if (error instanceof UnreadableSecret) return undefined;
    throw error;
  }
}

function otherSecret(accessKeyId: string): ActasError {
  const reason = "the keyring has another secret for it";
  return new ActasError("configuration", `cannot keep ${accessKeyId}: ${reason}`, {
    hints: [
      "`actas keys list` shows which profile names it, and `actas whoami` whether AWS takes the secret that is kept",
      `\`actas keys remove\` with that profile, or with ${accessKeyId} where none names it, makes room`,
    ],
  });
}
