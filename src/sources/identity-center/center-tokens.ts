import { z } from "zod/mini";
import type { GrantType } from "../../base/credential-request.ts";
import { secret } from "../../base/record.ts";
import type { Same } from "../../base/same-type.ts";
import type { Secret } from "../../base/secret.ts";
import { ClientRecord, type ClientRegistration } from "../client-registration.ts";

/** What a sign-in to Identity Center is made of. */
export interface CenterTokens {
  readonly grantType: GrantType;
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  readonly client?: ClientRegistration;
  /** Where a shared file could not be written: the access token that it still holds, which is older than this one. */
  readonly leftInFile?: Secret;
}

/** The same as it is handed over. */
export const CenterTokensRecord = z.object({
  grantType: z.enum(["code", "device"]),
  accessToken: secret,
  refreshToken: z.exactOptional(secret),
  client: z.exactOptional(ClientRecord),
  leftInFile: z.exactOptional(secret),
});

true satisfies Same<z.infer<typeof CenterTokensRecord>, CenterTokens>;
