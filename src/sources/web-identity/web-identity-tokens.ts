import { z } from "zod/mini";
import type { GrantType } from "../../base/credential-request.ts";
import { secret } from "../../base/record.ts";
import type { Same } from "../../base/same-type.ts";
import type { Secret } from "../../base/secret.ts";

/** What a sign-in to an OpenID provider is made of. */
export interface WebIdentityTokens {
  readonly grantType: GrantType;
  /** The token that AWS takes. */
  readonly idToken: Secret;
  /** Only ever revoked. */
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
}

/** The same as it is handed over. */
export const WebIdentityTokensRecord = z.object({
  grantType: z.enum(["code", "device"]),
  idToken: secret,
  accessToken: secret,
  refreshToken: z.exactOptional(secret),
});

true satisfies Same<z.infer<typeof WebIdentityTokensRecord>, WebIdentityTokens>;
