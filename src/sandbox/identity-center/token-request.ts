import { z } from "zod";

/** What a client brings to get a token; each grant needs its own part of it. */
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
