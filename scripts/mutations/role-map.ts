import { inFile, type Mutation } from "./mutation.ts";

const NAMES = "test/server/security/role-names.test.ts";
const WIDE = "test/server/security/wide-policies.test.ts";
const BOMBS = "test/server/security/policy-bombs.test.ts";
const ROLES_OF = "test/server/roles/roles-of.test.ts";
const LIVE = "test/server/roles/live-map.test.ts";
const LISTED = "test/server/api/listed-text.test.ts";
const COMPILED = "src/trust-policies/compiled/compile-trust.test.ts";

/** What the team server's map says of trust policies, and of names. */
export const ROLE_MAP: readonly Mutation[] = [
  ...inFile("src/server/api/ready-roles.ts", [
    [
      "readyRoles-version",
      "what a list says of roles is of the map as it is",
      "if (this.#version === this.#map.version) return;",
      "if (this.#version === this.#map.version || this.#ready.length > 0) return;",
      LISTED,
    ],
  ]),
  ...inFile("src/server/api/offers-for.ts", [
    [
      "offersFor-conditions",
      "roles that depend on something else are not told alike",
      "JSON.stringify([mode, answer, dependsOn])",
      "JSON.stringify([mode, answer])",
      LISTED,
    ],
  ]),
  ...inFile("src/server/roles/find-role.ts", [
    [
      "findRole-path",
      "the path of an ARN counts",
      "return role?.arn === text ? role : undefined;",
      "return role;",
      NAMES,
    ],
    [
      "findRole-pathByAccount",
      "a path before a name counts",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is in the code that is changed
      "return slash < 0 || role?.path === `/${text.slice(0, slash + 1)}` ? role : undefined;",
      "return role;",
      NAMES,
    ],
  ]),
  ...inFile("src/server/roles/account-names.ts", [
    [
      "accountNames-look",
      "an alias may not look like another account",
      "?.size ?? 0) > 1)",
      "?.size ?? 0) > 99)",
      NAMES,
    ],
    [
      "accountNames-renamed",
      "what two accounts are called finds neither",
      "new Set([...named, ...called]).size > 1",
      "named.length > 1",
      NAMES,
    ],
  ]),
  ...inFile("src/server/roles/way-index.ts", [
    [
      "wayIndex-withheld",
      "what lets in everybody is not listed",
      "clauses && node.withheld.length === 0",
      "clauses",
      WIDE,
    ],
    [
      "wayIndex-sure",
      "a group is certain only where no other group can take the role away",
      ' && compiled.groups === "more-is-more"',
      "",
      WIDE,
    ],
  ]),
  ...inFile("src/server/roles/judge-role.ts", [
    ["judgeRole-withheld", "what lets in everybody is not lent", "node && node.withheld.length > 0", "false", WIDE],
    ["judgeRole-fewer", "a denial sees all groups", 'compiled[index]?.groups !== "more-is-more"', "false", WIDE],
  ]),
  ...inFile("src/server/roles/least-groups.ts", [
    [
      "leastGroups-all",
      "a denial sees all groups in lists, too",
      'if (compiled.groups === "any-counts") return { ...all, groups };',
      "",
      WIDE,
    ],
  ]),
  ...inFile("src/server/roles/held-map.ts", [
    ["heldMap-clear", "what is one person's is not the next one's", "    best.clear();\n", "", WIDE],
  ]),
  ...inFile("src/server/roles/map-node.ts", [
    [
      "mapNode-client",
      "the account's provider knows the client",
      "!account.providers.get(way.provider)?.includes(way.audience)",
      "false",
      ROLES_OF,
    ],
    [
      "mapNode-plain",
      "a policy with the number for all accounts is its own",
      "!trust.includes(ANY_ACCOUNT)",
      "true",
      LIVE,
    ],
    [
      "mapNode-share",
      "an account's id in conditions counts",
      "return !principals.includes(ANY_ACCOUNT);",
      "return true;",
      LIVE,
    ],
  ]),
  ...inFile("src/server/roles/map-maker.ts", [
    ["mapMaker-closed", "an account that has left has no roles", "row.isClosed || ", "", LIVE],
  ]),
  ...inFile("src/server/roles/clause-index.ts", [
    ["clauseIndex-anyCase", "any case is any case", "group.toLowerCase()", "group", ROLES_OF],
  ]),
  ...inFile("src/trust-policies/compiled/compile-trust.ts", [
    ["compileTrust-denies", "a compiled denial denies", "return allOf([not(denied), ", "return allOf([", COMPILED],
    ["compileTrust-all", "a denial may see all groups", 'statement.effect === "Allow" && /^', "/^", COMPILED],
  ]),
  ...inFile("src/trust-policies/compiled/clause.ts", [
    ["clause-ifExists", "a claim that may be missing finds nobody alone", " || operator.ifExists", "", COMPILED],
  ]),
  ...inFile("src/trust-policies/trust-policy.ts", [
    [
      "trustPolicy-length",
      "a policy that is too long is not read",
      "const json = jsonOfPolicy(document, MOST_CHARACTERS);",
      "const json = jsonOfPolicy(document, Number.MAX_SAFE_INTEGER);",
      BOMBS,
    ],
  ]),
];
