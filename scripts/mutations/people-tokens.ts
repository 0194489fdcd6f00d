import { inFile, type Mutation } from "./mutation.ts";

const SECURITY = "test/server/security";
const PROVIDER = `${SECURITY}/provider-of-people.test.ts`;
const CODES = `${SECURITY}/codes-and-refresh-tokens.test.ts`;
const COOKIES = `${SECURITY}/cookies-of-people.test.ts`;
const GROUPS = "test/server/people/fresh-groups.test.ts";
const ID_TOKENS = "test/server/people/id-tokens.test.ts";
const TOKENS = `${SECURITY}/access-tokens.test.ts`;

/** A team's server: which tokens count, what may be used once, and how old a word about groups may be. */
export const PEOPLE_TOKENS: readonly Mutation[] = [
  ...inFile("src/server/people/bearer/access-token.ts", [
    ["access-type", "an ID token is no access token", " || !TYPES.includes(typ.toLowerCase())", "", TOKENS],
    [
      "access-audience",
      "a token is for this server",
      "      audience,\n      clockTolerance",
      "      clockTolerance",
      TOKENS,
    ],
    ["access-issuer", "a token is of the one issuer", "      issuer,\n      audience", "      audience", TOKENS],
    ["access-others", "a token is for no other server", "Array.isArray(aud) && aud.length > 1", "false", TOKENS],
    ["access-future", "no token is of the future", "iat > nowSeconds + SKEW_SECONDS", "false", TOKENS],
    ["access-long", "a token is good for minutes", "exp - iat > longestSeconds", "false", TOKENS],
    [
      "access-claims",
      "a token has an end",
      'requiredClaims: ["iss", "aud", "exp", "iat", "sub", "client_id"],',
      "",
      TOKENS,
    ],
  ]),
  ...inFile("src/server/people/bearer/key-source.ts", [
    [
      "keys-flood",
      "unknown keys are asked for rarely",
      "const PAUSE_MS = 30_000;",
      "const PAUSE_MS = 0;",
      "src/server/people/bearer/key-source.test.ts",
    ],
  ]),
  ...inFile("src/server/people/bearer/own-bouncer.ts", [
    [
      "bouncer-ended",
      "a sign-in that has ended lends nothing",
      "!signIn || signIn.subject",
      "!signIn ? false : signIn.subject",
      TOKENS,
    ],
    ["bouncer-fresh", "groups are asked for again", 'freshness === "now" ? await', "false ? await", GROUPS],
  ]),
  ...inFile("src/server/people/bearer/id-tokens-of-provider.ts", [
    [
      "idTokens-client",
      "an ID token was given to a configured client",
      " || !clientIds.includes(client)",
      "",
      ID_TOKENS,
    ],
    [
      "idTokens-audience",
      "an ID token is for a configured client",
      "        audience: [...this.#rules.clientIds],\n",
      "",
      ID_TOKENS,
    ],
    ["idTokens-issuer", "an ID token is of the provider", "        issuer: this.#rules.issuer,\n", "", ID_TOKENS],
    ["idTokens-old", "an ID token is of today", "exp - iat > OLDEST_SECONDS || ", "", ID_TOKENS],
  ]),
  ...inFile("src/server/people/authorization/create-provider.ts", [
    ["pkce-always", "PKCE is always used", "required: () => true", "required: () => false", CODES],
    [
      "rotation",
      "a refresh token is good once",
      "rotateRefreshToken: () => true",
      "rotateRefreshToken: () => false",
      CODES,
    ],
    [
      "resource",
      "tokens are for this server",
      "if (resource !== audience) throw new InvalidTarget();",
      "",
      TOKENS,
      CODES,
    ],
    ["cookies-secure", "cookies need https", "secure: isSecure }", "secure: false }", COOKIES],
    ["cookies-site", "no other site's form has our cookies", 'sameSite: "lax"', 'sameSite: "none"', COOKIES, PROVIDER],
  ]),
  ...inFile("src/server/people/authorization/item-store.ts", [
    [
      "consume-once",
      "of many who redeem a code one succeeds",
      " AND consumed_at IS NULL\n       RETURNING grant_hash",
      "\n       RETURNING grant_hash",
      CODES,
    ],
    [
      "consume-ends",
      "what is used twice ends its sign-in",
      "    onReuse({ kind: this.#kind, signIn: row?.sign_in ?? undefined });\n",
      "",
      CODES,
    ],
    ["find-ends", "what is shown again ends its sign-in", "if (found?.consumed !== undefined) ", "if (false) ", CODES],
  ]),
  ...inFile("src/server/people/sign-ins/fresh-groups.ts", [
    [
      "groups-outage",
      "an old word about groups lends nothing",
      "if (this.#ageOf(signIn) <= this.#limits.outageSeconds) return signIn;",
      "return signIn;",
      GROUPS,
    ],
    ["groups-gone", "who has left is signed out", 'if (vouched === "gone") {', "if (false) {", GROUPS],
    [
      "groups-revoked",
      "who is signed out while the provider is asked is known no more",
      "await signIns.require(signIn.id);\n      const { groups, name, tokens } = vouched;",
      "const { groups, name, tokens } = vouched;",
      `${SECURITY}/revocation.test.ts`,
    ],
    [
      "groups-future",
      "groups of the future are of no age",
      "seconds < -CLOCKS_DIFFER_SECONDS",
      "false",
      `${SECURITY}/clocks.test.ts`,
    ],
  ]),
  ...inFile("src/server/people/upstream/upstream.ts", [
    [
      "subject-whole",
      "a subject stays what it is where it is kept",
      "if (!isWhole(claims.sub)) ",
      "if (false) ",
      `${SECURITY}/provider-of-people.test.ts`,
    ],
  ]),
  ...inFile("src/server/people/upstream/facts-of-claims.ts", [
    [
      "groups-left-out",
      "groups that are left out are not none",
      "if (isOverage(claims)) ",
      "if (false) ",
      "src/server/people/upstream/facts-of-claims.test.ts",
      GROUPS,
    ],
  ]),
];
