import { z } from "zod";

/** A client's request for a token; each grant type needs its own part of it. */
export const TokenRequest = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  grantType: z.string(),
  deviceCode: z.string().optional(),
  code: z.string().optional(),
  codeVerifier: z.string().optional(),
  redirectUri: z.string().optional(),
  refreshToken: z.string().optional(),
});
export type TokenRequest = z.output<typeof TokenRequest>;
