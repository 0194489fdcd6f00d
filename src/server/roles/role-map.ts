import type { Person } from "../people/person.ts";

/** The ways to lend a role. */
export type LendingMode = "mint" | "broker" | "pass";

/** A role of the organisation, as the last scan of its account found it. */
export interface KnownRole {
  /** Rebuilt from its parts: never the text that a caller sent. */
  readonly arn: string;
  readonly accountId: string;
  /** Of the organisation's list, not the alias that the account gives itself. */
  readonly accountName?: string;
  readonly alias?: string;
  readonly path: string;
  readonly name: string;
  readonly maxSessionSeconds: number;
  /** When its account was last scanned, in milliseconds since the epoch. */
  readonly scannedAt: number;
}

/** What a trust policy says about a person and a role. `depends`: on what only the request will tell. */
export interface RoleAnswer {
  readonly role: KnownRole;
  readonly answer: "allowed" | "depends" | "denied" | "not-allowed";
  readonly mode: LendingMode;
  /** The one group that is enough, if the policy asks for a group. */
  readonly group?: string;
  /** Condition keys that decide if it depends. */
  readonly dependsOn: readonly string[];
}

/** The map in memory: which roles there are, and whose they are. */
export interface RoleMap {
  /** Increases when something changed; for `ETag`. */
  readonly version: number;
  /** Roles that the trust policies give to the person, or may; sorted by account and name. */
  rolesOf(person: Person): readonly RoleAnswer[];
  /** By ARN, `ALIAS/NAME`, `ACCOUNT/NAME` or account name; case counts. `undefined`: no such role was scanned. */
  find(text: string): KnownRole | undefined;
  /** What the trust policy says, given all that is known of the request. */
  judge(role: KnownRole, person: Person, request: RequestFactsOfRole): RoleAnswer;
}

/** What the server itself chooses for a request, so that conditions on it can be judged. */
export interface RequestFactsOfRole {
  /** `sub` of the token that is minted. Its `aud` is `sts.amazonaws.com`, its `amr` the one group of the answer. */
  readonly subject?: string;
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
}
