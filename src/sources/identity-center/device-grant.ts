import { setTimeout as sleep } from "node:timers/promises";
import { OidcRefusal } from "../../aws/oidc-refusal.ts";
import type { DeviceAuthorization, OidcClient, SsoOidc, Tokens } from "../../aws/sso-oidc.ts";
import type { Clock } from "../../base/clock.ts";
import { ActasError } from "../../base/errors.ts";
import { whileShown } from "../../oauth/while-shown.ts";
import type { IdentityCenterDefinition } from "../../source-files/source-definition.ts";
import type { SignInTools } from "../sign-in-methods.ts";
import { sayOnce } from "../while-page-shown.ts";

/** How much longer to wait after each `slow_down`. @see RFC 8628 section 3.5 */
const SLOWER_BY_SECONDS = 5;

type Wait = (milliseconds: number, signal: AbortSignal) => Promise<unknown>;

/** Signs in with a code that the user types in any browser, on this machine or on another. */
export async function deviceGrant(
  source: IdentityCenterDefinition,
  client: OidcClient,
  oidc: SsoOidc,
  { clock, conversation }: SignInTools,
  wait: Wait = (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
): Promise<Tokens> {
  const authorization = await oidc.startDeviceAuthorization(client, source.url);
  const { userCode, verificationUri } = authorization;
  const onTrouble = sayOnce(conversation);
  return whileShown(conversation, { source: source.id, url: verificationUri, userCode }, (signal) =>
    poll(authorization, client, oidc, clock, { wait: (milliseconds) => wait(milliseconds, signal), onTrouble }),
  );
}

/** A network that is away for a moment is no reason to begin again, but it is said. */
async function poll(
  { deviceCode, expiresInSeconds, intervalSeconds }: DeviceAuthorization,
  client: OidcClient,
  oidc: SsoOidc,
  clock: Clock,
  {
    wait,
    onTrouble,
  }: { readonly wait: (milliseconds: number) => Promise<unknown>; readonly onTrouble: (trouble: ActasError) => void },
): Promise<Tokens> {
  const end = clock.now() + expiresInSeconds * 1000;
  let trouble: ActasError | undefined;
  for (let seconds = intervalSeconds; clock.now() < end; ) {
    await wait(seconds * 1000);
    try {
      return await oidc.createToken(client, { grantType: "device_code", deviceCode });
    } catch (error) {
      const next = paceAfter(error);
      if (next === "give-up") throw error;
      if (next === "slower") seconds += SLOWER_BY_SECONDS;
      trouble = error instanceof ActasError ? error : undefined;
      if (trouble) onTrouble(trouble);
    }
  }
  throw trouble ?? new OidcRefusal("expired_token");
}

function paceAfter(error: unknown): "the-same" | "slower" | "give-up" {
  if (error instanceof OidcRefusal && error.reason === "authorization_pending") return "the-same";
  if (error instanceof OidcRefusal && error.reason === "slow_down") return "slower";
  return error instanceof ActasError && ["unreachable", "throttled"].includes(error.code) ? "slower" : "give-up";
}
