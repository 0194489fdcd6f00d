import { z } from "zod/mini";
import type { GrantType } from "../../base/credential-request.ts";
import { secret } from "../../base/record.ts";
import type { Same } from "../../base/same-type.ts";
import type { Secret } from "../../base/secret.ts";

/** What a sign-in to a credential server is made of. */
export interface ServerTokens {
  readonly grantType: GrantType;
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  /** The key that both are bound to; absent: the server binds them to none, or an older version got them. */
  readonly proofKey?: Secret;
}

/** The same as it is handed over. */
export const ServerTokensRecord = z.object({
  grantType: z.enum(["code", "device"]),
  accessToken: secret,
  refreshToken: z.exactOptional(secret),
  proofKey: z.exactOptional(secret),
});

true satisfies Same<z.infer<typeof ServerTokensRecord>, ServerTokens>;
