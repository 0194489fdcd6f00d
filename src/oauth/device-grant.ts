import { setTimeout } from "node:timers/promises";
import { type Configuration, genericGrantRequest, initiateDeviceAuthorization, ResponseBodyError } from "openid-client";
import type { Clock } from "../base/clock.ts";
import type { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import type { Asking } from "./asking.ts";
import { configurationOf, type OAuthClient, scopeOf } from "./oauth-client.ts";
import { oauthError } from "./oauth-error.ts";
import { oauthRefusal } from "./oauth-refusal.ts";
import { requireHttps } from "./require-https.ts";
import { type Tokens, tokensFrom } from "./tokens.ts";

const GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

/** Added after each `slow_down`, and when the server cannot be reached. @see RFC 8628 section 3.5 */
const SLOWER_SECONDS = 5;

/** So often in a row the server may be out of reach. */
const MAX_TROUBLES = 3;

/** A sign-in that waits for the user, at another page than ours. @see RFC 8628 section 3.2 */
export interface DeviceAuthorization {
  readonly deviceCode: Secret;
  /** What the user types on the page. */
  readonly userCode: string;
  /** The page that asks for it: never the one that has it already, see RFC 8628 sections 3.3.1 and 5.4. */
  readonly url: string;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

/** Resolves after so many seconds; rejects when the signal is aborted. */
export type Wait = (seconds: number, signal: AbortSignal) => Promise<void>;

/**
 * Asks for a code that the user can enter on another device.
 *
 * @throws {ActasError} `unreachable`, `configuration`, and when the page or the code is not fit to be shown
 */
export async function authorizeDevice(client: OAuthClient, asking: Asking): Promise<DeviceAuthorization> {
  const answer = await initiateDeviceAuthorization(configurationOf(client, asking), scopeOf(client)).catch((error) => {
    throw oauthError(error, asking);
  });
  const { verification_uri: url } = answer;
  requireHttps(url, { ...asking, origin: "the authorization server, or ask who runs it" });
  if (!/^[\x21-\x7e][\x20-\x7e]{0,63}$/.test(answer.user_code)) throw oauthError(undefined, asking);
  return {
    deviceCode: new Secret(answer.device_code),
    userCode: answer.user_code,
    url: new URL(url).href,
    expiresInSeconds: answer.expires_in,
    intervalSeconds: answer.interval ?? SLOWER_SECONDS,
  };
}

/**
 * Polls until the user has approved, the code expires, or the signal aborts.
 *
 * Waits the interval between polls, and 5 seconds more after each `slow_down` and each time the server is out of reach,
 * of which `onTrouble` hears.
 *
 * @throws {ActasError} `sign-in-required` when the code expires, `access-denied` when refused, and what any other answer
 * means, at once
 * @see RFC 8628 section 3.5
 */
export async function pollForTokens(
  client: OAuthClient,
  { deviceCode, intervalSeconds, expiresInSeconds }: DeviceAuthorization,
  asking: Asking & { readonly signal: AbortSignal; readonly onTrouble: (trouble: ActasError) => void },
  clock: Clock,
  wait: Wait = sleep,
): Promise<Tokens> {
  const configuration = configurationOf(client, asking);
  let interval = intervalSeconds;
  let troubles = 0;
  for (let waited = interval; waited <= expiresInSeconds; waited += interval) {
    await wait(interval, asking.signal);
    const answer = await poll(configuration, deviceCode, asking, clock);
    if ("accessToken" in answer) return answer;
    troubles = answer.trouble ? troubles + 1 : 0;
    if (answer.trouble && troubles > MAX_TROUBLES) throw answer.trouble;
    if (answer.trouble) asking.onTrouble(answer.trouble);
    if (answer.pace === "slower") interval += SLOWER_SECONDS;
  }
  throw oauthRefusal("expired_token", asking);
}

/** Not approved yet, or not known: poll again, at this pace. */
interface Pending {
  readonly pace: "same" | "slower";
  readonly trouble?: ActasError;
}

async function poll(
  configuration: Configuration,
  deviceCode: Secret,
  asking: Asking & { readonly signal: AbortSignal },
  clock: Clock,
): Promise<Tokens | Pending> {
  try {
    const answer = await genericGrantRequest(configuration, GRANT_TYPE, { device_code: deviceCode.reveal() });
    return tokensFrom(answer, clock);
  } catch (error) {
    asking.signal.throwIfAborted();
    const code = error instanceof ResponseBodyError ? error.error : undefined;
    if (code === "authorization_pending") return { pace: "same" };
    if (code === "slow_down") return { pace: "slower" };
    const trouble = oauthError(error, asking);
    const isFinal = code !== undefined && code !== "temporarily_unavailable";
    if (!isFinal && (trouble.code === "unreachable" || trouble.code === "throttled"))
      return { pace: "slower", trouble };
    throw trouble;
  }
}

function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  return setTimeout(seconds * 1000, undefined, { signal });
}
