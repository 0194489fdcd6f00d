import { createHash, createPublicKey } from "node:crypto";
import type { KmsKeys } from "../../../aws/kms/kms-keys.ts";
import { type IssuerKeys, type PublishedKey, publishedKey, type SigningKey } from "./signing-key.ts";

/**
 * Keys that never leave KMS: the server may only have it sign. The first signs, all are published; to rotate, a new one
 * is put at the end, and becomes the first when AWS has had time to hear of it.
 */
export class KmsIssuerKeys implements IssuerKeys {
  readonly #arns: readonly string[];
  readonly #kms: KmsKeys;
  /** A key in KMS never changes. */
  readonly #known = new Map<string, Promise<PublishedKey>>();

  /** @param arns - at least one */
  constructor(arns: readonly string[], kms: KmsKeys) {
    this.#arns = arns;
    this.#kms = kms;
  }

  async current(): Promise<SigningKey> {
    const [arn = ""] = this.#arns;
    const published = await this.#published(arn);
    return {
      ...published,
      sign: (text) => this.#kms.signDigest(arn, createHash("sha256").update(text).digest()),
    };
  }

  published(): Promise<readonly PublishedKey[]> {
    return Promise.all(this.#arns.map((arn) => this.#published(arn)));
  }

  #published(arn: string): Promise<PublishedKey> {
    const known = this.#known.get(arn);
    if (known) return known;
    const asked = this.#kms
      .publicKey(arn)
      .then((der) => publishedKey(createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" })));
    this.#known.set(arn, asked);
    asked.catch(() => this.#known.delete(arn));
    return asked;
  }
}
