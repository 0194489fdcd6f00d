import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import { shellArgument } from "../base/shell-word.ts";
import type { SelfAskingKind } from "../keyring/directory-of.ts";
import { KeptSecrets } from "../keyring/kept-secrets.ts";
import type { Keyring } from "../keyring/keyring.ts";

const LOST = [
  "if another keyring or store of pass is in use here than before, go back to that: nothing was removed",
  "otherwise make a new key in the IAM console, then `actas keys remove` and `actas keys add` for the profile",
];

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
  readonly #secrets: KeptSecrets;
  readonly #read = new Map<string, Remembered>();

  /** @param state - the directory for lasting state of {@link "../files/paths.ts".Paths} */
  constructor(state: () => string) {
    this.#secrets = new KeptSecrets(state, { folder: "access-keys", keeps: "access keys" });
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
    const keyring = await this.#secrets.keyringOf(accessKeyId);
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
    this.#secrets.forget();
  }

  /** Keeps a key, as {@link KeptSecrets.keep}. @throws {ActasError} `configuration` when another secret is kept for it */
  async keep({ accessKeyId, secretAccessKey }: Credentials, kind: SelfAskingKind): Promise<void> {
    const outcome = await this.#secrets.keep(accessKeyId, secretAccessKey, kind);
    if (outcome === "other") throw otherSecret(accessKeyId);
    if (outcome === "kept") this.#read.delete(accessKeyId);
  }

  /** Finds out before a secret is asked for whether it could be kept. @throws {ActasError} `system` */
  async prepare(kind: SelfAskingKind): Promise<void> {
    await this.#secrets.prepare(kind);
  }

  /** Whether there was one. @throws {ActasError} `system` */
  async remove(accessKeyId: string): Promise<boolean> {
    this.#read.delete(accessKeyId);
    return this.#secrets.remove(accessKeyId);
  }

  /** The ids of all that are kept, sorted. Nothing needs to be unlocked. @throws {ActasError} `system` */
  async ids(): Promise<readonly { readonly accessKeyId: string; readonly keyring: SelfAskingKind }[]> {
    return (await this.#secrets.all()).map(({ name, keyring }) => ({ accessKeyId: name, keyring }));
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

function otherSecret(accessKeyId: string): ActasError {
  const reason = "the keyring has another secret for it";
  return new ActasError("configuration", `cannot keep ${accessKeyId}: ${reason}`, {
    hints: [
      "`actas keys list` shows which profile names it, and `actas whoami` whether AWS takes the secret that is kept",
      `\`actas keys remove\` with that profile, or with ${accessKeyId} where none names it, makes room`,
    ],
  });
}
