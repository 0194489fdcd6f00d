import {
  type DeviceAuthorizationResponse,
  genericGrantRequest,
  initiateDeviceAuthorization,
  ResponseBodyError,
} from "openid-client";
import type { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import { configurationOf, type OAuthClient, proofOption, scopeOf } from "./oauth-client.ts";
import { oauthError } from "./oauth-error.ts";
import type { RequestContext } from "./request-context.ts";
import { requireHttps } from "./require-https.ts";
import type { DeviceAuthorization, PollAnswer } from "./sign-in-by-device.ts";
import { tokensFrom } from "./tokens.ts";

/** The grant type of RFC 8628. */
export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/** @see RFC 8628 section 3.2: five seconds when the server says nothing */
const DEFAULT_INTERVAL_SECONDS = 5;

/**
 * Asks for a code that the user can enter on another device.
 *
 * @throws {ActasError} `unreachable`, `configuration`, and when the page or the code is not fit to be shown
 */
export async function authorizeDevice(client: OAuthClient, context: RequestContext): Promise<DeviceAuthorization> {
  const answer = await initiateDeviceAuthorization(configurationOf(client, context), scopeOf(client)).catch((error) => {
    throw oauthError(error, context);
  });
  return deviceAuthorizationFrom(answer, context);
}

/** What an answer says, if the page and the code are fit to be shown. @throws {ActasError} `unreachable`, `configuration` */
export function deviceAuthorizationFrom(
  answer: DeviceAuthorizationResponse,
  context: RequestContext,
): DeviceAuthorization {
  const { verification_uri: verificationUri } = answer;
  requireHttps(verificationUri, { ...context, origin: "the authorization server, or ask who runs it" });
  if (!/^[\x21-\x7e][\x20-\x7e]{0,63}$/.test(answer.user_code)) throw oauthError(undefined, context);
  return {
    deviceCode: new Secret(answer.device_code),
    userCode: answer.user_code,
    verificationUri: new URL(verificationUri).href,
    expiresInSeconds: answer.expires_in,
    intervalSeconds: answer.interval ?? DEFAULT_INTERVAL_SECONDS,
  };
}

/** Asks once for the tokens of a device code. @see RFC 8628 section 3.4 */
export async function redeemDeviceCode(
  client: OAuthClient,
  deviceCode: Secret,
  context: RequestContext,
  clock: Clock,
): Promise<PollAnswer> {
  const parameters = { device_code: deviceCode.reveal() };
  try {
    const configuration = configurationOf(client, context);
    return tokensFrom(await genericGrantRequest(configuration, DEVICE_GRANT, parameters, proofOption(client)), clock);
  } catch (error) {
    return {
      ...(error instanceof ResponseBodyError && { code: error.error }),
      error: oauthError(error, context),
    };
  }
}
