import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";

export type KeySpec = "ECC_NIST_P256" | "RSA_2048" | "RSA_3072" | "RSA_4096";

/** A key that never leaves KMS. */
export interface SigningKey {
  readonly id: string;
  readonly arn: string;
  readonly spec: KeySpec;
  readonly created: number;
  readonly alias?: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  state: "Enabled" | "Disabled";
}

/** Both are in the account that the users are in. */
const FIRST: readonly (readonly [KeySpec, string])[] = [
  ["ECC_NIST_P256", "alias/actas-issuer"],
  ["RSA_2048", "alias/actas-issuer-rsa"],
];

/** The keys of each account. The first account has two from the beginning, which are made when they are first wanted. */
export class SigningKeys {
  readonly #keys: SigningKey[] = [];
  #isBegun = false;

  /** By id, ARN or alias, with the alias's ARN too. */
  find(accountId: string, name: string): SigningKey | undefined {
    this.#begin();
    const wanted = name.replace(/^arn:aws:kms:[\w-]+:\d{12}:(?:key\/)?/, "");
    const owner = name.startsWith("arn:") ? name.split(":")[4] : accountId;
    if (owner !== accountId) return undefined;
    return this.#keys.find(({ id, alias, arn }) => arn.split(":")[4] === owner && [id, alias].includes(wanted));
  }

  create(accountId: string, spec: KeySpec, now: number): SigningKey {
    this.#begin();
    return this.#add(accountId, spec, now);
  }

  #begin(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    for (const [spec, alias] of FIRST) this.#add("111122223333", spec, 0, alias);
  }

  #add(accountId: string, spec: KeySpec, created: number, alias?: string): SigningKey {
    const id = randomUUID();
    const pair =
      spec === "ECC_NIST_P256"
        ? generateKeyPairSync("ec", { namedCurve: "P-256" })
        : generateKeyPairSync("rsa", { modulusLength: Number(spec.slice(4)) });
    const arn = `arn:aws:kms:us-east-1:${accountId}:key/${id}`;
    const key: SigningKey = { id, arn, spec, created, state: "Enabled", ...pair, ...(alias && { alias }) };
    this.#keys.push(key);
    return key;
  }
}
