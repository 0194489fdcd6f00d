import { inFile, type Mutation } from "./mutation.ts";

const SECURITY = "test/server/security/lending.test.ts";
const LEND = "test/server/lending/lend.test.ts";
const TOGETHER = "test/server/lending/together.test.ts";
const SHARED = "test/server/lending/shared-limits.test.ts";
const RULES = "src/server/lending/rules/judge-rules.test.ts";
const VERIFIED = "src/server/people/bearer/verified-tokens.test.ts";
const ISSUER = "src/server/lending/issuer/issuer.test.ts";

/** The two locks of the team server, its limits, and what it tells AWS and the audit trail. */
export const LENDING: readonly Mutation[] = [
  ...inFile("src/server/lending/decide-loan.ts", [
    [
      "lend-untrusted",
      "a role is lent only if its trust policy lets the person have it",
      'if (trust.answer === "denied" || trust.answer === "not-allowed") {',
      "if (false) {",
      LEND,
    ],
    [
      "lend-stale",
      "the broker lends nothing by an old map",
      'mode === "broker" && parts.reserve.isStale(role)',
      "false",
      SECURITY,
    ],
    [
      "lend-open-broker",
      "the broker lends no role that asks for no external id",
      'mode === "broker" && parts.reserve.isOpen(role, person, facts)',
      "false",
      SECURITY,
    ],
  ]),
  ...inFile("src/server/api/offers-for.ts", [
    [
      "lend-listed",
      "no role is listed as usable that the broker keeps back",
      'mode === "broker" ? this.#reserve.whyNot(role) : undefined',
      "undefined",
      "test/server/api/list-roles.test.ts",
    ],
  ]),
  ...inFile("src/server/lending/broker-reserve.ts", [
    [
      "lend-future",
      "a map of the future is not believed",
      "Math.abs(this.#needs.now() - scannedAt)",
      "this.#needs.now() - scannedAt",
      SECURITY,
    ],
  ]),
  ...inFile("src/server/audit/times-now.ts", [
    [
      "revoke-clock",
      "a revoking policy reaches what was lent by AWS's time",
      "Math.max(own, now, last ? Date.parse(last) : 0)",
      "own",
      "test/server/security/revocation.test.ts",
    ],
  ]),
  ...inFile("src/server/lending/lender.ts", [
    [
      "lend-intent",
      "the intent is in the audit trail before AWS is asked",
      "await limits.using(limits.takesOfLoan(person, role.arn), (takes) => audit.record(intent, takes));",
      "limits.using(limits.takesOfLoan(person, role.arn), (takes) => audit.record(intent, takes)).catch(() => {});",
      LEND,
    ],
    ["lend-once", "what is asked at once is one loan", "this.#flights.join(key) ??", "", TOGETHER],
    [
      "lend-by-address",
      "people do not share a loan",
      "JSON.stringify([idOf(person), client,",
      "JSON.stringify([client,",
      TOGETHER,
    ],
    [
      "lend-revoked",
      "a loan that has begun ends with the sign-in",
      "await requireSignedIn?.();",
      "",
      "test/server/security/revocation.test.ts",
    ],
    ["lend-refused", "what AWS refuses is not asked for again at once", "this.#refusedLately.add(", "void (", TOGETHER],
    ["lend-limit", "a person has a limit", "this.#parts.limits.admitPerson(person);", "", TOGETHER],
    [
      "lend-identity-tags",
      "where tags have no room, who it is stays",
      "return way.credentials(loan, identity);",
      "return way.credentials(loan, {});",
      SECURITY,
    ],
  ]),
  ...inFile("src/server/audit/kept-audit-trail.ts", [
    [
      "lend-shared-limit",
      "limits hold for all replicas together",
      "if (limit) reached.set(waiting, limit);",
      "if (false) reached.set(waiting, limit as never);",
      SHARED,
    ],
  ]),
  ...inFile("src/server/lending/names-for-aws.ts", [
    [
      "lend-chosen-identity",
      "the source identity is of the subject, which nobody chooses",
      "nameForAws(person.subject)",
      "nameForAws(person.name)",
      "src/server/lending/names-for-aws.test.ts",
    ],
    [
      "lend-changed-names",
      "no name is what another was changed to",
      "LOOKS_HASHED.test(name) ?",
      "false ?",
      "src/server/lending/names-for-aws.test.ts",
    ],
    [
      "lend-cut-names",
      "names that are cut stay apart",
      "const HASH_CHARACTERS = 12;",
      "const HASH_CHARACTERS = 0;",
      "src/server/lending/names-for-aws.test.ts",
    ],
  ]),
  ...inFile("src/server/people/bearer/verified-tokens.ts", [
    [
      "verifiedTokens-whole",
      "a token that was taken lends no part of it to another",
      "SHA256.hash(token.reveal(), ",
      'SHA256.hash(token.reveal().split(".")[0] ?? "", ',
      VERIFIED,
    ],
    [
      "verifiedTokens-times",
      "a token that has expired is verified again",
      "known && stillCounts(known)",
      "known",
      VERIFIED,
    ],
  ]),
  ...inFile("src/server/lending/rules/judge-rules.ts", [
    [
      "rule-deny",
      "a rule that denies wins",
      "const denial = deny.find(({ groups }) => groups === undefined || isMember(groups, request.person));",
      "const denial = undefined as DenyRule | undefined;",
      RULES,
    ],
    [
      "rule-administrators",
      "roles of administrators are lent only by name and account",
      "return rule.accounts !== undefined && matching.some(({ isExact }) => isExact);",
      "return matching.length > 0;",
      RULES,
    ],
  ]),
  ...inFile("src/server/lending/rules/role-pattern.ts", [
    [
      "rule-slash",
      "* never stands for a slash",
      'const parts = text.split("/").map(globOf);',
      "const parts = [globOf(text)];",
      RULES,
    ],
  ]),
  ...inFile("src/server/lending/issuer/mint-token.ts", [
    [
      "token-life",
      "a token lasts two minutes",
      "const LIFETIME_SECONDS = 120;",
      "const LIFETIME_SECONDS = 3600;",
      ISSUER,
    ],
  ]),
  ...inFile("src/server/lending/issuer/key-file.ts", [
    [
      "keys-open",
      "a file of keys that others can read is not used",
      "if ((mode & BY_OTHERS) !== 0) {",
      "if (false) {",
      ISSUER,
    ],
    [
      "keys-foreign",
      "a file of keys that is another user's is not used",
      "if (uid !== 0 && uid !== ownUid()) {",
      "if (false) {",
      ISSUER,
    ],
    ["keys-stolen", "a stolen key is not published any more", '...(why === "due" && { former })', "former", ISSUER],
  ]),
  ...inFile("src/server/api/mozilla-routes.ts", [
    [
      "aliases-open",
      "aliases are for who is signed in",
      'if (aliasesFor === "signed-in")',
      "if (false)",
      "test/server/api/mozilla.test.ts",
    ],
  ]),
];
