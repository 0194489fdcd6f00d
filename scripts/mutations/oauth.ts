import { inFile, type Mutation } from "./mutation.ts";

/** What authorization servers say, and what is sent to them. */
export const OAUTH: readonly Mutation[] = [
  ...inFile("src/oauth/require-https.ts", [
    [
      "https-only",
      "plain http is for loopback",
      "if (url && isPrivate(url)) return;",
      "return;",
      "src/oauth/require-https.test.ts",
    ],
  ]),
  ...inFile("src/oauth/redeem-code.ts", [
    [
      "issuer",
      "an answer of another issuer is refused",
      "if (client.issuer ? said === client.issuer : said === null)",
      "if (true)",
      "test/security/hostile-server/oauth-server.test.ts",
    ],
    [
      "issuer-said",
      "an answer must name the issuer that is set",
      "client.issuer ? said === client.issuer : said === null",
      "said === null || said === client.issuer",
      "test/security/hostile-server/oauth-server.test.ts",
    ],
    [
      "issuer-origin",
      "an issuer that begins alike is another",
      "URL.parse(said)?.origin === asked",
      "said.startsWith(asked)",
      "test/security/hostile-server/oauth-server.test.ts",
    ],
    [
      "pkce-method",
      "the method is S256",
      'code_challenge_method: "S256"',
      'code_challenge_method: "plain"',
      "test/security/hostile-server/oauth-server.test.ts",
    ],
    [
      "pkce-sent",
      "the verifier goes with the code",
      "pkceCodeVerifier: codeVerifier.reveal(),",
      "",
      "test/security/hostile-server/oauth-server.test.ts",
    ],
  ]),
  ...inFile("src/oauth/authorize-device.ts", [
    [
      "device-https",
      "the page of the device grant is https",
      "requireHttps(verificationUri,",
      "void (verificationUri,",
      "src/oauth/authorize-device.test.ts",
      "test/sign-in/grants.test.ts",
      "test/security/hostile-server/oauth-server.test.ts",
    ],
    [
      "device-code-form",
      "a code to compare is short and printable",
      "if (!/^[\\x21-\\x7e][\\x20-\\x7e]{0,63}$/.test(answer.user_code))",
      "if (false)",
      "src/oauth/authorize-device.test.ts",
      "test/sign-in/grants.test.ts",
    ],
    [
      "device-typed",
      "the page of the device grant has no code filled in",
      "const { verification_uri: verificationUri } = answer;",
      "const verificationUri = answer.verification_uri_complete ?? answer.verification_uri;",
      "src/oauth/authorize-device.test.ts",
    ],
  ]),
  ...inFile("src/oauth/sign-in-by-device.ts", [
    [
      "device-slower",
      "`slow_down` is obeyed",
      'if (judged !== "pending") seconds += SLOWER_SECONDS;',
      "",
      "src/oauth/sign-in-by-device.test.ts",
      "src/sources/identity-center/device-grant.test.ts",
    ],
    [
      "device-end",
      "polling ends with the code",
      "waited <= authorization.expiresInSeconds",
      "true",
      "src/oauth/sign-in-by-device.test.ts",
      "src/sources/identity-center/device-grant.test.ts",
    ],
  ]),
  ...inFile("src/oauth/refresh-tokens.ts", [
    [
      "renewal-ended",
      "a sign-in that is over is over",
      'if (isAnswer(error, "invalid_grant")) return "ended";',
      "",
      "src/oauth/refresh-tokens.test.ts",
    ],
  ]),
];
