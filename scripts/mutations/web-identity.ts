import { inFile, type Mutation } from "./mutation.ts";

const TOKEN_FILES = "src/sources/token-file/token-file.test.ts";
const TOKENS = "src/aws/web-identity/web-identity.test.ts";

/** Roles for web identity tokens. */
export const WEB_IDENTITY: readonly Mutation[] = [
  ...inFile("src/sources/token-file/token-file.ts", [
    ["token-file-shape", "what is no token is sent nowhere", " || !tokenClaims(text)", "", TOKEN_FILES],
  ]),
  ...inFile("src/aws/web-identity/token-in-words.ts", [
    ["token-values", "only public claims are shown", '["iss", "aud", "sub"]', '["iss", "aud", "sub", "email"]', TOKENS],
  ]),
  ...inFile("src/aws/web-identity/longest-sessions.ts", [
    ["longest-any-refusal", "only a duration that is too long is asked anew", "!isTooLong || ", "", TOKENS],
  ]),
];
