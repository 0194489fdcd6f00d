import { randomBytes } from "node:crypto";
import type { SandboxUser } from "../accounts.ts";

/** The signer of a request. */
export interface Caller {
  readonly kind: "user" | "user-session" | "role-session";
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** The ARN of the user, or of the role behind the session. */
  readonly identityArn: string;
  /** Whether these credentials were obtained with an MFA code. A role that is assumed with them loses this. */
  readonly mfa: "present" | "absent";
}

/** Keys and their owner. They are made up, so plain text. */
export interface SandboxKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly caller: Caller;
  readonly session?: { readonly token: string; readonly expiration: Date };
}

/** All access keys the sandbox knows: the users' own, and every temporary one it has issued. */
export class KeyRing {
  readonly #keys = new Map<string, SandboxKey>();

  constructor(users: readonly SandboxUser[]) {
    for (const user of users) this.#keep({ ...user, caller: callerOf(user) });
  }

  find(accessKeyId: string): SandboxKey | undefined {
    return this.#keys.get(accessKeyId);
  }

  /** Makes temporary credentials, recognisable as the sandbox's and full of characters that need quoting. */
  issue(caller: Caller, expiration: Date): Required<SandboxKey> {
    return this.#keep({
      accessKeyId: `ASIASANDBOX${randomBytes(5).toString("hex").slice(1).toUpperCase()}`,
      secretAccessKey: `sandbox-secret/+${randomBytes(18).toString("base64")}`,
      session: { token: `sandbox-token//+${randomBytes(256).toString("base64")}`, expiration },
      caller,
    });
  }

  #keep<Key extends SandboxKey>(key: Key): Key {
    this.#keys.set(key.accessKeyId, key);
    return key;
  }
}

function callerOf({ accountId, arn, userId }: SandboxUser): Caller {
  return { kind: "user", accountId, arn, userId, identityArn: arn, mfa: "absent" };
}
