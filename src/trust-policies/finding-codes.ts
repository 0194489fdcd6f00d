/**
 * `error`: more people get the role than anyone can have meant, or none. `warning`: likely not what was meant. `note`:
 * worth knowing.
 */
export type FindingLevel = "error" | "warning" | "note";

/** What a finding means, and what is done about it. */
export interface FindingWords {
  /** The worst first, where it depends. */
  readonly levels: readonly FindingLevel[];
  readonly means: string;
  readonly remedy: string;
  /** Nearly everybody gets the role: a team server lends it to nobody until it is named in `roles.acknowledged`. */
  readonly isTooWide?: true;
}

/** Every finding that there is, by its code. `docs/reference/findings.md` is generated from this. */
export const FINDINGS = {
  "account-unread": {
    levels: ["warning"],
    means: "The account could not be read by the last scan; what is known of it is as old as the finding.",
    remedy: "Look at the server's log, which says why, and at the trust policy of the account's audit role.",
  },
  "any-case": {
    levels: ["warning"],
    means: "Groups count in any case, and Mozilla's file has them as the policy writes them.",
    remedy: "Write each group as the provider does, under `ForAnyValue:StringEquals`.",
  },
  "claim-not-passed": {
    levels: ["error"],
    means: "A condition asks for a claim that AWS never passes on from this provider.",
    remedy: "Ask for `aud`, `sub` or `amr`.",
  },
  "deleted-principal": {
    levels: ["error"],
    means: "A principal is the id of a role or user that was deleted; one that was made anew is another.",
    remedy: "Write the ARN again, or take the principal out.",
  },
  "foreign-provider": {
    levels: ["error"],
    means: "The OpenID provider is one of another account; STS takes those of the role's own account only.",
    remedy: "Make the provider in the role's account, and name that.",
  },
  "groups-differ-in-case": {
    levels: ["note"],
    means: "Two groups differ in nothing but the case of letters, and are two groups to AWS.",
    remedy: "Keep the one that the provider's tokens have.",
  },
  "no-audience": {
    levels: ["warning"],
    means: "A token that was made for another application of the provider counts, too.",
    remedy: "Add `StringEquals` of `aud` with the id of the application.",
  },
  "no-external-id": {
    levels: ["note"],
    means: "Another account gets the role without an external ID.",
    remedy: "Add `StringEquals` of `sts:ExternalId` if that account serves many customers.",
  },
  "no-provider": {
    levels: ["error"],
    means: "The role's account has no such OpenID provider: STS refuses every token.",
    remedy: "Make the provider in the account, or take the statement out.",
  },
  "no-single-group": {
    levels: ["warning"],
    means: "No group by itself gets the role, so Mozilla's file lists it under none.",
    remedy: "None is needed if that is meant: the role can still be given by its ARN.",
  },
  "no-tag-session": {
    levels: ["note"],
    means: "A token that brings session tags gets no role.",
    remedy: "Allow `sts:TagSession` as well.",
  },
  "no-value": {
    levels: ["warning"],
    means: "A condition has no value; AWS does not say what that means.",
    remedy: "Name a value, or take the condition out.",
  },
  "not-principal": {
    levels: ["error"],
    means: "`NotPrincipal` with `Allow` lets in everybody who is not named.",
    remedy: "Name those who are meant, under `Principal`.",
    isTooWide: true,
  },
  "open-to-application": {
    levels: ["warning"],
    means: "Everybody who can sign in to the application gets the role.",
    remedy: "Add `ForAnyValue:StringEquals` of `amr` with the groups that are meant.",
  },
  "open-to-everybody": {
    levels: ["error", "warning"],
    means: "The principal is `*`, every account of AWS; a warning where conditions keep strangers out.",
    remedy: "Name the accounts or roles that are meant.",
    isTooWide: true,
  },
  "open-to-provider": {
    levels: ["error"],
    means: "Everybody with a token of the provider gets the role, for whatever application it was made.",
    remedy: "Add conditions on `aud`, and on `sub` or `amr`.",
    isTooWide: true,
  },
  "open-without-claim": {
    levels: ["error"],
    means:
      "A token without groups gets the role: `ForAllValues` and negated operators hold of a claim that is not there.",
    remedy: "Use `ForAnyValue`, or add a `Null` condition.",
    isTooWide: true,
  },
  "pattern-as-text": {
    levels: ["warning"],
    means: "A group with `*` or `?` stands under an operator that has no patterns.",
    remedy: "Write `ForAnyValue:StringLike`.",
  },
  "plain-operator-on-list": {
    levels: ["error"],
    means: "A list of groups is compared with one text, and nobody gets the role.",
    remedy: "Put `ForAnyValue:` before the operator.",
  },
  "scheme-in-provider": {
    levels: ["error"],
    means: "The provider's ARN has `https://` in it and names nobody.",
    remedy: "Write the issuer without it.",
  },
  "too-wide": {
    levels: ["error"],
    means: "Nearly everybody would get the role, so Mozilla's file lists it under no group.",
    remedy: "See the finding beside it, which says by what.",
  },
  "trailing-slash": {
    levels: ["warning"],
    means: "The provider's ARN ends with a slash; the issuer in tokens must end with one, too.",
    remedy: "Compare it with `iss` of a token, to the letter.",
  },
  "unknown-operator": {
    levels: ["error"],
    means: "A condition has an operator that IAM does not have.",
    remedy: "Look at its spelling.",
  },
  unreadable: {
    levels: ["error"],
    means: "The policy, or one statement, does not follow the grammar of policies; it may say anything.",
    remedy: "`actas role-map check FILE` says what is wrong with it.",
  },
  "wildcard-in-equals": {
    levels: ["warning"],
    means: "A star or question mark under `StringEquals` is just that.",
    remedy: "Write `StringLike` if a pattern is meant.",
  },
  "wildcard-in-principal": {
    levels: ["error"],
    means: "A principal with a wildcard within it names nobody.",
    remedy: "Name each one, or the account with a condition on `aws:PrincipalArn`.",
  },
} as const satisfies Readonly<Record<string, FindingWords>>;

/** A name that does not change, for programs. */
export type FindingCode = keyof typeof FINDINGS;

/** What is known of a code, which may be that of another version. */
export function findingWords(code: string): FindingWords | undefined {
  return Object.hasOwn(FINDINGS, code) ? FINDINGS[code as FindingCode] : undefined;
}

export function isTooWide(code: string): boolean {
  return findingWords(code)?.isTooWide === true;
}
