import type { SignInKind } from "../source-files/source-definition.ts";
import { type ServerTokens, ServerTokensRecord } from "./credential-server/server-tokens.ts";
import { type CenterTokens, CenterTokensRecord } from "./identity-center/center-tokens.ts";
import { type WebIdentityTokens, WebIdentityTokensRecord } from "./web-identity/web-identity-tokens.ts";

/** What each kind of source holds of a sign-in. No one but the source itself looks into it. */
export interface HeldByKind {
  readonly "identity-center": CenterTokens;
  readonly "credential-server": ServerTokens;
  readonly "web-identity": WebIdentityTokens;
}

/** The same as an agent that is replaced leaves it to the next one. */
export const HELD_RECORDS = {
  "identity-center": CenterTokensRecord,
  "credential-server": ServerTokensRecord,
  "web-identity": WebIdentityTokensRecord,
} satisfies { readonly [K in SignInKind]: unknown };
