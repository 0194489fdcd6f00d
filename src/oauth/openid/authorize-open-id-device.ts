import { genericGrantRequest, initiateDeviceAuthorization, ResponseBodyError } from "openid-client";
import type { Clock } from "../../base/clock.ts";
import type { Secret } from "../../base/secret.ts";
import { DEVICE_GRANT, deviceAuthorizationFrom } from "../authorize-device.ts";
import { newPkce, type Pkce } from "../pkce.ts";
import type { RequestContext } from "../request-context.ts";
import type { DeviceAuthorization, PollAnswer } from "../sign-in-by-device.ts";
import { type OpenIdClient, openIdConfiguration } from "./open-id-client.ts";
import { openIdError } from "./open-id-error.ts";
import { type OpenIdTokens, openIdTokensFrom } from "./open-id-tokens.ts";

/** A code for another device, and the proof that it was asked for here. */
export interface OpenIdDevice {
  readonly authorization: DeviceAuthorization;
  readonly codeVerifier: Secret;
}

/**
 * Asks for a code that the user can enter on another device. Keycloak wants PKCE here too where its client enforces it;
 * other providers ignore it.
 *
 * @throws {ActasError} `unreachable`, `configuration`, and when the page or the code is not fit to be shown
 */
export async function authorizeOpenIdDevice(
  client: OpenIdClient,
  context: RequestContext,
  clock: Clock,
): Promise<OpenIdDevice> {
  const { codeVerifier, codeChallenge }: Pkce = newPkce();
  const parameters = {
    scope: client.scopes.join(" "),
    code_challenge: codeChallenge,
    code_challenge_method: "S256",
  };
  const answer = await initiateDeviceAuthorization(openIdConfiguration(client, context, clock), parameters).catch(
    (error: unknown) => {
      throw openIdError(error, context);
    },
  );
  return { authorization: deviceAuthorizationFrom(answer, context), codeVerifier };
}

/** Asks once for the tokens of a device code. @see RFC 8628 section 3.4 */
export async function redeemOpenIdDevice(
  client: OpenIdClient,
  { authorization: { deviceCode }, codeVerifier }: OpenIdDevice,
  context: RequestContext,
  clock: Clock,
): Promise<PollAnswer<OpenIdTokens>> {
  const parameters = { device_code: deviceCode.reveal(), code_verifier: codeVerifier.reveal() };
  try {
    const configuration = openIdConfiguration(client, context, clock);
    const answer = await genericGrantRequest(configuration, DEVICE_GRANT, parameters);
    return openIdTokensFrom(answer, client, context, clock);
  } catch (error) {
    return {
      ...(error instanceof ResponseBodyError && { code: error.error }),
      error: openIdError(error, context),
    };
  }
}
