import type { AccessKey } from "../aws/iam.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { KeyUser } from "./key-users.ts";
import type { RotationPlace } from "./rotation-place.ts";
import type { Signer } from "./signer.ts";

/** What changes the keys of a user need. */
interface Parts {
  readonly place: RotationPlace;
  readonly signer: Signer;
  /** All that has a key now, or names it. */
  readonly users: (accessKeyId: string) => Promise<readonly KeyUser[]>;
}

/** The access keys that IAM has of a user. None is taken from what still uses it. */
export class KeysAtAws {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  list(by: Credentials): Promise<AccessKey[]> {
    const { place, signer } = this.#parts;
    return signer.call(by, (signed) => place.iam.listAccessKeys(place.iamAt, signed));
  }

  make(by: Credentials): Promise<Credentials> {
    const { place, signer } = this.#parts;
    return signer.call(by, (signed) => place.iam.createAccessKey(place.iamAt, signed));
  }

  async activate(key: AccessKey, by: Credentials): Promise<void> {
    const { place, signer } = this.#parts;
    await signer.call(by, (signed) => place.iam.setKeyStatus(place.iamAt, signed, { ...key, status: "Active" }));
  }

  /** @throws {ActasError} `configuration` when something uses the key */
  async deactivate(key: AccessKey, by: Credentials): Promise<void> {
    const { place, signer, users } = this.#parts;
    refuseUsed("deactivate", key.accessKeyId, await users(key.accessKeyId));
    await signer.call(by, (signed) => place.iam.setKeyStatus(place.iamAt, signed, { ...key, status: "Inactive" }));
  }

  /** @throws {ActasError} `configuration` when something uses the key */
  async delete(accessKeyId: string, by: Credentials): Promise<void> {
    const { place, signer, users } = this.#parts;
    refuseUsed("delete", accessKeyId, await users(accessKeyId));
    await signer.call(by, (signed) => place.iam.deleteAccessKey(place.iamAt, signed, accessKeyId));
  }
}

/** @throws {ActasError} `configuration`, naming all that uses the key */
export function refuseUsed(verb: string, accessKeyId: string, users: readonly KeyUser[]): void {
  if (users.length === 0) return;
  const reason = `it would stop to work where it is used: ${users.map(({ who }) => who).join(", ")}`;
  throw new ActasError("configuration", `cannot ${verb} ${accessKeyId}: ${reason}`, {
    hints: [...new Set(users.map(({ hint }) => hint))],
  });
}
