import type { MadeUpAws } from "../made-up-aws.ts";
import type { Person } from "../people.ts";
import { ACCOUNT_ACCESS, CODE_GRANT_TYPE, DEVICE_GRANT_TYPE, REFRESH_GRANT_TYPE } from "./grant-types.ts";
import type { Registration, Session } from "./identity-center.ts";
import { personOfCode } from "./person-of-code.ts";
import { personOfDevice } from "./person-of-device.ts";
import { checkGrantType, registeredClient } from "./registered-client.ts";
import { renewedSession } from "./renewed-session.ts";
import { type RestOperation, readBody } from "./rest-call.ts";
import { RestError } from "./rest-error.ts";
import { TokenRequest } from "./token-request.ts";

/**
 * CreateToken: tokens for an authorization code, a device code or a refresh token.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
 */
export const createToken: RestOperation = (call, aws) => {
  const input = readBody(call, TokenRequest);
  const registration = registeredClient(input, aws);
  const grant = GRANTS.get(input.grantType);
  if (!grant) throw new RestError("UnsupportedGrantTypeException", `Unsupported grant type: ${input.grantType}`);
  checkGrantType(registration, input.grantType);
  const session = grant(input, aws);
  return tokensOf(session, isRenewable(registration, session, aws), input.refreshToken, aws);
};

const GRANTS: ReadonlyMap<string, (input: TokenRequest, aws: MadeUpAws) => Session> = new Map([
  [CODE_GRANT_TYPE, (input, aws) => begin(personOfCode(input, aws), input.clientId, aws)],
  [DEVICE_GRANT_TYPE, (input, aws) => begin(personOfDevice(input, aws), input.clientId, aws)],
  [REFRESH_GRANT_TYPE, renewedSession],
]);

function begin(
  { person, scopes }: { readonly person: Person; readonly scopes: readonly string[] },
  clientId: string,
  { identityCenter, settings, now }: MadeUpAws,
): Session {
  const session = { person, scopes, clientId, endsAt: now() + settings.values.sessionSeconds * 1000 };
  identityCenter.sessions.add(session);
  return session;
}

/** Clients that register without a scope, as before refresh tokens existed, get none. */
function isRenewable({ grantTypes }: Registration, { scopes }: Session, { settings }: MadeUpAws): "yes" | "no" {
  const allowed = grantTypes.includes(REFRESH_GRANT_TYPE) && scopes.includes(ACCOUNT_ACCESS);
  return allowed && settings.values.refreshTokens !== "none" ? "yes" : "no";
}

function tokensOf(session: Session, renewable: "yes" | "no", used: string | undefined, aws: MadeUpAws): object {
  const { accessTokens, refreshTokens } = aws.identityCenter;
  const { accessTokenSeconds, refreshTokens: kind } = aws.settings.values;
  const now = aws.now();
  const expiresAt = renewable === "yes" ? Math.min(now + accessTokenSeconds * 1000, session.endsAt) : session.endsAt;
  const tokens = {
    accessToken: accessTokens.issue(session, expiresAt),
    tokenType: "Bearer",
    expiresIn: Math.floor((expiresAt - now) / 1000),
  };
  if (renewable === "no") return tokens;
  if (used && kind === "keep") return { ...tokens, refreshToken: used };
  refreshTokens.take(used);
  return { ...tokens, refreshToken: refreshTokens.issue(session, session.endsAt) };
}
