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
  /** The fewest of the person's groups that are enough: a minted token carries these only. Nearly always it is one. */
  readonly groups: readonly string[];
  /** Condition keys that decide if it depends. */
  readonly dependsOn: readonly string[];
  /**
   * Codes of findings that say that the policy lets in nearly everybody. Such a role is given to nobody, and is
   * `not-allowed`, until an administrator has acknowledged it.
   */
  readonly withheld: readonly string[];
}

/** What it says about a role of a person's list. */
export interface ListedAnswer extends RoleAnswer {
  /** Which of the roles it is, of all that somebody could be lent. The same in all lists of a version of the map. */
  readonly place: number;
}

/** The map in memory: which roles there are, and whose they are. */
export interface RoleMap {
  /** Increases when something changed; for `ETag`. */
  readonly version: number;
  /** Roles that the trust policies give to the person, or may; sorted by what lists call them. */
  rolesOf(person: Person): readonly ListedAnswer[];
  /**
   * By ARN, `ACCOUNT/NAME`, or `NAME-OF-ACCOUNT/NAME` or `ALIAS/NAME`; case counts. `undefined`: no such role was scanned.
   *
   * @throws {HttpRefusal} 400 if two accounts are called so, or look as if they were
   */
  find(text: string): KnownRole | undefined;
  /** What the trust policy says, given all that is known of the request. */
  judge(role: KnownRole, person: Person, request: RequestFactsOfRole): RoleAnswer;
}

/** What the server itself chooses for a request, so that conditions on it can be judged. */
export interface RequestFactsOfRole {
  /** `sub` of the token that is minted. Its `aud` is `sts.amazonaws.com`, its `amr` the groups of the answer. */
  readonly subject?: string;
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** How an answer came about. */
export interface RoleExplanation extends RoleAnswer {
  /** `if`: what it depends on has to be so. `closed`: whatever the request is like. */
  readonly usable: "now" | "if" | "closed";
  /** Groups, or patterns of them, each of which would be enough. None: no group alone would be. */
  readonly missingGroups: readonly string[];
  /** Statement by statement. They hold text of the policy: data, which anybody may have written. */
  readonly lines: readonly string[];
}

/** Says why. */
export interface RoleExplainer {
  explain(role: KnownRole, person: Person, request: RequestFactsOfRole): RoleExplanation;
}
