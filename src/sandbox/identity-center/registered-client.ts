import type { MadeUpAws } from "../made-up-aws.ts";
import type { Registration } from "./identity-center.ts";
import { RestError } from "./rest-error.ts";

/** The credentials of a client. */
export interface ClientClaim {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * The registration of a client that knows its secret.
 *
 * @throws {RestError} `InvalidClientException`, also when the registration has ended
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html#API_CreateToken_Errors
 */
export function registeredClient({ clientId, clientSecret }: ClientClaim, aws: MadeUpAws): Registration {
  const held = aws.identityCenter.registrations.find(clientId);
  if (held?.value.secret === clientSecret && held.expiresAt > aws.now()) return held.value;
  throw new RestError("InvalidClientException", "Invalid client provided");
}

/**
 * Refuses a client that is not registered for a grant type.
 *
 * @throws {RestError} `UnauthorizedClientException`
 */
export function checkGrantType({ grantTypes }: Registration, grantType: string): void {
  if (grantTypes.includes(grantType)) return;
  throw new RestError("UnauthorizedClientException", `The client is not registered for ${grantType}`);
}
