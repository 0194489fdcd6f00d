import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import { shellArgument } from "../base/shell-word.ts";
import type { Keyring } from "../keyring/keyring.ts";
import type { SelfAskingKind } from "../keyring/open-keyring.ts";

const LOST = [
  "if another keyring or store of pass is in use here than before, go back to that: nothing was removed",
  "otherwise make a new key in the IAM console, then `actas keys remove` and `actas keys add` for the profile",
];

const ASKING = { keeps: "access keys" } as const;

/** Of which file the secret is. */
interface Remembered {
  readonly stamp: string | undefined;
  readonly secret: Promise<Secret | undefined>;
}

/**
 * The long-term keys of the user's that are in a keyring, by their access key ids. They are apart from what else is kept
 * there: forgetting that never takes a key along, which nothing could bring back.
 *
 * A secret is remembered until its file changes, which another process may do. Nothing is opened for a profile that names
 * no such key.
 */
export class KeptKeys {
  readonly #state: () => string;
  readonly #keyrings = new Map<SelfAskingKind, Keyring>();
  readonly #read = new Map<string, Remembered>();

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
  async secret(accessKeyId: string): Promise<Secret | undefined> {
    const kind = await this.#find(accessKeyId);
    const keyring = kind && (await this.#keyring(kind));
    const stamp = keyring?.stamp(accessKeyId);
    const known = this.#read.get(accessKeyId);
    if (known && known.stamp === stamp) return known.secret;
    this.#read.delete(accessKeyId);
    if (!keyring) return undefined;
    const remembered = { stamp, secret: readFrom(keyring, accessKeyId) };
    this.#read.set(accessKeyId, remembered);
    const forget = (): void => {
      if (this.#read.get(accessKeyId) === remembered) this.#read.delete(accessKeyId);
    };
    remembered.secret.then((secret) => secret ?? forget(), forget);
    return remembered.secret;
  }

  /** What was read, and what opens it; the keyrings keep what they have. */
  forget(): void {
    this.#read.clear();
    this.#keyrings.clear();
  }

  /**
   * Keeps a key, and makes sure that it can be read again. A text file, or a slip of the pen, never takes the place of a
   * secret that may be the right one.
   *
   * @throws {ActasError} `configuration` when another secret is kept for it, `system`
   */
  async keep({ accessKeyId, secretAccessKey }: Credentials, kind: SelfAskingKind): Promise<void> {
    const { openKeyring } = await import("../keyring/open-keyring.ts");
    const found = await this.#find(accessKeyId);
    const keyring = await this.#keyring(found ?? kind);
    const kept = found && (await secretIn(keyring, accessKeyId));
    if (kept?.equals(secretAccessKey)) return;
    if (kept) throw otherSecret(accessKeyId);
    await keyring.write(accessKeyId, secretAccessKey);
    this.#read.delete(accessKeyId);
    // As the next process will: this one may still have the key that opens it, when no one else has.
    const anew = openKeyring(found ?? kind, this.#place(), ASKING);
    if ((await anew.read(accessKeyId))?.equals(secretAccessKey)) return;
    throw new ActasError("system", `cannot keep ${accessKeyId}: the keyring does not give back what it was given`);
  }

  /** Finds out before a secret is asked for whether it could be kept. @throws {ActasError} `system` */
  async prepare(kind: SelfAskingKind): Promise<void> {
    await (await this.#keyring(kind)).prepare();
  }

  /** Whether there was one. @throws {ActasError} `system` */
  async remove(accessKeyId: string): Promise<boolean> {
    this.#read.delete(accessKeyId);
    const found = await this.#find(accessKeyId);
    return found ? (await this.#keyring(found)).remove(accessKeyId) : false;
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

  async #find(accessKeyId: string): Promise<SelfAskingKind | undefined> {
    return (await this.ids()).find((kept) => kept.accessKeyId === accessKeyId)?.keyring;
  }

  #place(): string {
    return `${this.#state()}/access-keys`;
  }

  /** Loaded when it is needed: an agent starts without it. */
  async #keyring(kind: SelfAskingKind): Promise<Keyring> {
    const { openKeyring } = await import("../keyring/open-keyring.ts");
    const known = this.#keyrings.get(kind);
    if (known) return known;
    const opened = openKeyring(kind, this.#place(), ASKING);
    this.#keyrings.set(kind, opened);
    return opened;
  }
}

async function readFrom(keyring: Keyring, accessKeyId: string): Promise<Secret | undefined> {
  const { UnreadableSecret } = await import("../keyring/unreadable-secret.ts");
  try {
    return await keyring.read(accessKeyId);
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    throw new ActasError("system", error.message, { hints: LOST, cause: error });
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
