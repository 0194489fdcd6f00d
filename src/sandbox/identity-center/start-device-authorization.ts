import { randomInt } from "node:crypto";
import { z } from "zod";
import { DEVICE_GRANT_TYPE } from "./grant-types.ts";
import type { DeviceRequest } from "./identity-center.ts";
import { checkGrantType, registeredClient } from "./registered-client.ts";
import { type RestOperation, readBody } from "./rest-call.ts";
import { RestError } from "./rest-error.ts";
import { isStartUrl } from "./start-url.ts";

/** The page on which a person enters the code of a device. */
export const DEVICE_PATH = "/device";

const Input = z.object({ clientId: z.string(), clientSecret: z.string(), startUrl: z.string() });

/**
 * StartDeviceAuthorization: the first half of the device grant.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html
 */
export const startDeviceAuthorization: RestOperation = (call, aws) => {
  const input = readBody(call, Input);
  const registration = registeredClient(input, aws);
  checkGrantType(registration, DEVICE_GRANT_TYPE);
  if (!isStartUrl(input.startUrl, call.origin)) {
    throw new RestError("InvalidRequestException", "There is no Identity Center at this startUrl");
  }
  const { clientName, scopes } = registration;
  const userCode = newUserCode();
  const device: DeviceRequest = {
    clientId: input.clientId,
    clientName,
    scopes,
    userCode,
    answer: "pending",
    askedAt: undefined,
    earlyQuestions: 0,
  };
  const { deviceCodeSeconds, intervalSeconds } = aws.settings.values;
  const expiresAt = aws.now() + deviceCodeSeconds * 1000;
  aws.identityCenter.userCodes.issue(device, expiresAt, userCode);
  const verificationUri = call.origin + DEVICE_PATH;
  const verificationUriComplete = `${verificationUri}?user_code=${userCode}`;
  aws.devicePages.push(verificationUriComplete);
  return {
    deviceCode: aws.identityCenter.devices.issue(device, expiresAt),
    userCode,
    verificationUri,
    verificationUriComplete,
    expiresIn: deviceCodeSeconds,
    interval: intervalSeconds,
  };
};

/** Eight consonants, which spell no word, such as `WDJB-MJHT` (RFC 8628 section 6.1). */
function newUserCode(): string {
  const letters = Array.from({ length: 8 }, () => CONSONANTS[randomInt(CONSONANTS.length)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

const CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ";
