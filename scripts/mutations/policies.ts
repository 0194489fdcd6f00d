import { inFile, type Mutation } from "./mutation.ts";

const HOSTILE = "test/security/hostile-server/hostile-policies.test.ts";
const JUDGE = "test/iam-policies/judge.test.ts";

/** What the policies of an IAM user are taken to say. */
export const POLICIES: readonly Mutation[] = [
  ...inFile("src/iam-policies/policy-grammar.ts", [
    [
      "policyGrammar-length",
      "a document that is too long is not read",
      "if (text.length > mostCharacters) return undefined;",
      "",
      HOSTILE,
    ],
    [
      "policyGrammar-twice",
      "a policy that says two things is not read",
      "return namesIn(json) === namesWritten(text) ? json : undefined;",
      "return json;",
      "test/server/security/policy-bombs.test.ts",
    ],
  ]),
  ...inFile("src/requests/read-user-policies.ts", [
    [
      "readUserPolicies-many",
      "a user has no thousands of policies",
      "if (this.#count <= MOST_POLICIES) return;",
      "return;",
      HOSTILE,
    ],
  ]),
  ...inFile("src/aws/iam/iam-asker.ts", [
    ["iamAsker-pages", "a list has an end", "const MOST_PAGES = 100;", "const MOST_PAGES = 1_000;", HOSTILE],
  ]),
  ...inFile("src/iam-policies/judge-role.ts", [
    [
      "judgeRole-unread",
      "a policy that was not read may deny",
      "const isDenied = some(denies, [...unread, ...unreadBoundary]);",
      "const isDenied = some(denies, []);",
      JUDGE,
    ],
    [
      "judgeRole-boundary",
      "a permissions boundary limits",
      'boundaryAllows ? some(boundaryAllows, unreadBoundary) : "yes"',
      '"yes"',
      JUDGE,
    ],
  ]),
];
