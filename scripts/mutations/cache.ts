import { inFile, type Mutation } from "./mutation.ts";

/** What is kept, for whom, and how long it is good. */
export const CACHE: readonly Mutation[] = [
  ...inFile("src/cache/cache-key.ts", [
    [
      "key-external-id",
      "another external ID is another entry",
      "durationSeconds, externalId, roleSessionName],",
      "durationSeconds, roleSessionName],",
      "src/cache/cache-key.test.ts",
    ],
    [
      "key-session-name",
      "another session name is another entry",
      "externalId, roleSessionName]",
      "externalId]",
      "src/cache/cache-key.test.ts",
    ],
    [
      "key-endpoint",
      "another STS is another entry",
      "[sts.region, sts.endpointUrl, sts.scope]",
      "[sts.region, sts.scope]",
      "src/cache/cache-key.test.ts",
    ],
    [
      "sign-in-endpoints",
      "a sign-in stays with its endpoints",
      ", ...definitionKindOf(source).whereTokensGo(source)",
      "",
      "src/cache/cache-key.test.ts",
    ],
    [
      "sign-in-url",
      "another address is another sign-in",
      "source.id, source.url,",
      "source.id,",
      "src/cache/cache-key.test.ts",
    ],
  ]),
  ...inFile("src/targets/kinds/iam-user.ts", [
    [
      "key-access-key",
      "another access key is another entry",
      "[source.accessKeyId, ...usersKeyParts(source)]",
      "[...usersKeyParts(source)]",
      "src/cache/cache-key.test.ts",
    ],
  ]),
  ...inFile("src/targets/kinds/long-term-keys.ts", [
    [
      "key-mfa-device",
      "another MFA device is another entry",
      "[serialNumber, sessionDurationSeconds, sessionTokenUse, sts.endpointUrl",
      "[sessionDurationSeconds, sessionTokenUse, sts.endpointUrl",
      "src/cache/cache-key.test.ts",
    ],
  ]),
  ...inFile("src/targets/kinds/identity-center/identity-center.ts", [
    [
      "key-role",
      "another role of a source is another entry",
      "=> [accountId, roleName]",
      "=> [accountId]",
      "src/cache/cache-key.test.ts",
    ],
  ]),
  ...inFile("src/targets/kinds/credential-server.ts", [
    [
      "key-server-role",
      "another role of a server is another entry",
      "({ role }) => [role]",
      "() => []",
      "src/cache/cache-key.test.ts",
    ],
  ]),
  ...inFile("src/cache/credential-cache.ts", [
    [
      "cache-ended",
      "what has ended is not given",
      "if (credentials.expiration && credentials.expiration.getTime() <= this.#now()) {",
      "if (false) {",
      "src/cache/credential-cache.test.ts",
    ],
    [
      "cache-new-sign-in",
      "another person's sign-in finds nothing of the last",
      "(entry) => entry.signIn === signIn",
      "() => false",
      "src/cache/credential-cache.test.ts",
    ],
  ]),
  ...inFile("src/conversation/single-flight.ts", [
    [
      "single-flight",
      "one call for all who wait",
      "if (underWay) {",
      "if (false) {",
      "src/conversation/single-flight.test.ts",
    ],
    [
      "single-flight-over",
      "a failure is not handed to the next",
      "landed.promise]).finally(() => this.#flights.delete(key))",
      "landed.promise])",
      "src/conversation/single-flight.test.ts",
    ],
  ]),
  ...inFile("src/cache/held-for.ts", [
    [
      "held-for-refresh",
      "a request for new credentials is not given those that are held",
      'return freshness === "cached";',
      'return freshness !== "uncached";',
      "src/cache/held-for.test.ts",
    ],
  ]),
  ...inFile("src/cache/still-good.ts", [
    [
      "still-good-late",
      "what ended during a slow renewal is not given",
      "const lastOnes = heldFor(request, look());",
      "const lastOnes: typeof held | undefined = held;",
      "src/cache/still-good.test.ts",
    ],
  ]),
];
