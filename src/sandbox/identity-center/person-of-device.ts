import type { MadeUpAws } from "../made-up-aws.ts";
import type { Person } from "../people.ts";
import type { DeviceRequest } from "./identity-center.ts";
import { RestError } from "./rest-error.ts";
import type { TokenRequest } from "./token-request.ts";

/**
 * The person who gave consent to this device.
 *
 * @throws {RestError} `AuthorizationPendingException`, `SlowDownException`, `AccessDeniedException`,
 *   `ExpiredTokenException`, or `InvalidGrantException` for a code that is not this client's
 * @see RFC 8628 section 3.5
 */
export function personOfDevice(
  { deviceCode, clientId }: TokenRequest,
  aws: MadeUpAws,
): { readonly person: Person; readonly scopes: readonly string[] } {
  const held = aws.identityCenter.devices.find(deviceCode);
  if (held?.value.clientId !== clientId) throw new RestError("InvalidGrantException", "Invalid device code provided");
  if (held.expiresAt <= aws.now()) throw new RestError("ExpiredTokenException", "Device code has expired");
  const { answer, scopes } = held.value;
  checkPace(held.value, aws);
  if (answer === "pending") throw new RestError("AuthorizationPendingException", "Authorization is still pending");
  aws.identityCenter.devices.take(deviceCode);
  if (answer === "denied") throw new RestError("AccessDeniedException", "The person has denied the request");
  return { person: answer, scopes };
}

/** A client's timer and ours are never quite the same. */
const TOLERANCE_MS = 100;
/** The AWS CLI begins with two polls at once, which AWS does not refuse. */
const FORGIVEN = 1;

function checkPace(device: DeviceRequest, { now, settings }: MadeUpAws): void {
  const { askedAt = Number.NEGATIVE_INFINITY } = device;
  device.askedAt = now();
  if (now() - askedAt >= settings.values.intervalSeconds * 1000 - TOLERANCE_MS) return;
  device.earlyQuestions++;
  if (device.earlyQuestions > FORGIVEN) throw new RestError("SlowDownException", "Slow down");
}
