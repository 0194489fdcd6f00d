import { inFile, type Mutation } from "./mutation.ts";

/** What is asked of servers, and what of their answers is believed and shown. */
export const SERVERS: readonly Mutation[] = [
  ...inFile("src/network/send.ts", [
    [
      "redirect",
      "redirects are not followed",
      'redirect: "manual"',
      'redirect: "follow"',
      "src/network/send.test.ts",
      "src/aws/redirects.test.ts",
    ],
    [
      "pinned",
      "a host is asked where it was judged to be",
      "const at = addresses && !proxy",
      "const at = false",
      "src/network/pinned.test.ts",
      "src/server/people/upstream/guarded-context.test.ts",
    ],
    [
      "masked",
      "what was sent in secret is not in a refusal",
      "withoutSecrets(whole, { headers: request.headers, body })",
      "whole",
      "test/security/repeated-secrets.test.ts",
    ],
    [
      "verbose",
      "no variable has the signed request printed",
      "verbose: false,",
      "",
      "test/security/runtime-variables.test.ts",
    ],
    [
      "proxy-of-process",
      "the proxy is that of the request, not of the agent",
      "(proxy?.url ?? false)",
      "proxy?.url",
      "src/network/send.test.ts",
    ],
  ]),
  ...inFile("src/network/answer-body.ts", [
    ["answer-limit", "an answer has at most 1 MiB", "if (bytes > mostBytes)", "if (false)", "src/network/send.test.ts"],
    [
      "answer-unpacked",
      "an answer has at most 1 MiB when it is unpacked",
      "unpack(packed, { maxOutputLength: mostBytes })",
      "unpack(packed)",
      "src/network/send.test.ts",
    ],
  ]),
  ...inFile("src/network/mask-sent.ts", [
    [
      "secret-in-pieces",
      "a secret that comes back in pieces, or without its beginning, is taken out",
      "return withoutPieces(whole, secrets);",
      "return whole;",
      "src/network/mask-sent.test.ts",
    ],
    [
      "mask-headers",
      "signed headers are masked",
      "const secrets = secretsIn(sent);",
      "const secrets: string[] = [];",
      "src/network/mask-sent.test.ts",
    ],
    [
      "mask-encoded",
      "secrets are masked in base64 too",
      "return [secret, base64, base64.replaceAll",
      "return [secret, secret.replaceAll",
      "src/network/mask-sent.test.ts",
    ],
  ]),
  ...inFile("src/network/loopback.ts", [
    [
      "loopback-end",
      "127.0.0.1.evil is no loopback address",
      "\\d+$/.test",
      "\\d+/.test",
      "src/network/loopback.test.ts",
    ],
  ]),
  ...inFile("src/network/proxy-for.ts", [
    [
      "plain-through-proxy",
      "plain HTTP on this machine does not go through a proxy elsewhere",
      "&& isLoopback(url) &&",
      "&& false &&",
      "src/network/proxy-for.test.ts",
    ],
  ]),
  ...inFile("src/targets/endpoints/endpoints.ts", [
    [
      "endpoint-https",
      "an endpoint that is asked is https or on this machine",
      "requirePrivate(requireUrl(setting))",
      "requireUrl(setting)",
      "src/targets/endpoints/sts-location.test.ts",
    ],
    [
      "endpoint-general",
      "AWS_ENDPOINT_URL does not move sign-ins",
      'variables: ["AWS_ENDPOINT_URL_SSO"]',
      'variables: ["AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL"]',
      "src/targets/kinds/identity-center/identity-center-of-profile.test.ts",
    ],
  ]),
  ...inFile("src/source-files/kinds/identity-center.ts", [
    [
      "sign-in-portal",
      "a sign-in is not sent to another portal",
      "portal && normal(portal)",
      "undefined",
      "src/cache/cache-key.test.ts",
    ],
  ]),
  ...inFile("src/source-files/kinds/credential-server.ts", [
    [
      "sign-in-token-endpoint",
      "a sign-in does not follow another token endpoint",
      "=> [tokenEndpoint, revocationEndpoint]",
      "=> []",
      "src/cache/cache-key.test.ts",
    ],
  ]),
  ...inFile("src/sources/lend.ts", [
    [
      "lent-and-kept",
      "credentials lent to a user who signed out meanwhile are not kept",
      "signIns.generation(signIn.key) === whose",
      "true",
      "src/sources/lend.test.ts",
    ],
  ]),
  ...inFile("src/aws/sts.ts", [
    ["code-retried", "an MFA code is sent once", "withCode: 1", "withCode: 3", "src/aws/sts.test.ts"],
    [
      "role-code-retried",
      "AssumeRole with an MFA code is sent once",
      "attempts(input.mfa), async",
      "attempts(undefined), async",
      "src/aws/sts.test.ts",
    ],
  ]),
  ...inFile("src/aws/sts-credentials.ts", [
    ["sts-lacking", "an answer without credentials is none", "!answer.SessionToken ||", "", "src/aws/sts.test.ts"],
  ]),
  ...inFile("src/aws/sts-errors.ts", [
    [
      "sts-text",
      "AWS's own text is shown for refusals and invalid input only",
      "return new AwsRefusal(failure.name, answered, hints);",
      "return new AwsRefusal(failure.name, answered, [...hints, failure.message]);",
      "src/aws/sts-errors.test.ts",
    ],
  ]),
  ...inFile("src/base/secret.ts", [
    [
      "secret-string",
      "a secret prints as [secret]",
      'toString(): string {\n    return "[secret]";',
      "toString(): string {\n    return this.#value;",
      "src/base/secret.test.ts",
    ],
    [
      "secret-json",
      "a secret is [secret] in JSON",
      'toJSON(): string {\n    return "[secret]";',
      "toJSON(): string {\n    return this.#value;",
      "src/base/secret.test.ts",
    ],
    [
      "secret-inspect",
      "a secret is [secret] in stacks and logs",
      '[Symbol.for("nodejs.util.inspect.custom")](): string {\n    return "[secret]";',
      '[Symbol.for("nodejs.util.inspect.custom")](): string {\n    return this.#value;',
      "src/base/secret.test.ts",
    ],
  ]),
  ...inFile("src/base/clock.ts", [
    [
      "clock-learns",
      "AWS's clock counts",
      "Math.abs(skewMs) < WORTH_SAYING_MS ? 0 : skewMs",
      "0",
      "src/base/clock.test.ts",
    ],
  ]),
];
