import { randomBytes } from "node:crypto";
import type { SandboxUser } from "../accounts.ts";
import type { SessionPolicy } from "../session-policy/session-policy.ts";

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
  /** A role that another role assumed: its sessions are shorter, in the console too. */
  readonly chained?: boolean;
  /** What the session was limited to when its role was assumed. */
  readonly sessionPolicy?: SessionPolicy;
}

/** Keys and their owner. They are made up, so plain text. */
export interface SandboxKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly caller: Caller;
  readonly session?: { readonly token: string; readonly expiration: Date };
  /** Of a key that is a user's own. */
  readonly own?: OwnKey;
}

/** What IAM knows about a user's own key. Times are in milliseconds since the epoch. */
interface OwnKey {
  status: "Active" | "Inactive";
  readonly created: number;
  /** AWS takes a new key only some seconds after it has made it. */
  readonly knownFrom: number;
  lastUsed?: { readonly service: string; readonly region: string; readonly time: number };
}

/** A key of a session. */
export type TemporaryKey = SandboxKey & Required<Pick<SandboxKey, "session">>;

/** A user's own key. */
export type UsersKey = SandboxKey & { readonly own: OwnKey };

/** All access keys the sandbox knows: the users' own, and every temporary one it has issued. */
export class KeyRing {
  readonly #keys = new Map<string, SandboxKey>();

  constructor(users: readonly SandboxUser[]) {
    const own = { created: Date.UTC(2020, 0, 1), knownFrom: 0 };
    for (const user of users) this.#keep({ ...user, caller: callerOf(user), own: { ...own, status: "Active" } });
  }

  find(accessKeyId: string): SandboxKey | undefined {
    return this.#keys.get(accessKeyId);
  }

  /** The user's own keys, oldest first. */
  ofUser(userArn: string): UsersKey[] {
    return [...this.#keys.values()].filter((key): key is UsersKey => !!key.own && key.caller.arn === userArn);
  }

  /** Makes another key of the caller, who is a user or a session of one. */
  create(caller: Caller, created: number, knownFrom: number): UsersKey {
    return this.#keep({
      accessKeyId: `AKIASANDBOX${nine()}`,
      secretAccessKey: secretKey(),
      caller: { ...caller, kind: "user", mfa: "absent" },
      own: { status: "Active", created, knownFrom },
    });
  }

  remove(accessKeyId: string): void {
    this.#keys.delete(accessKeyId);
  }

  /** Makes temporary credentials, recognisable as the sandbox's and full of characters that need quoting. */
  issue(caller: Caller, expiration: Date): TemporaryKey {
    return this.#keep({
      accessKeyId: `ASIASANDBOX${nine()}`,
      secretAccessKey: secretKey(),
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

function nine(): string {
  return randomBytes(5).toString("hex").slice(1).toUpperCase();
}

function secretKey(): string {
  return `sandbox-secret/+${randomBytes(18).toString("base64")}`;
}
