import { AwsError } from "../aws-error.ts";
import { issueCredentials } from "../issue-credentials.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { XmlTree } from "../xml.ts";
import { mfaOfCall } from "./mfa-of-call.ts";
import { durationParameter } from "./parameters.ts";

/**
 * GetSessionToken: temporary credentials of the user, which remember whether an MFA code came with the call.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function getSessionToken(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  if (caller.kind !== "user") {
    throw new AwsError("AccessDenied", "Cannot call GetSessionToken with session credentials");
  }
  const durationSeconds = durationParameter(parameters, { min: 900, max: 129_600, otherwise: 43_200 });
  const session: Caller = { ...caller, kind: "user-session", mfa: mfaOfCall(parameters, caller, aws.devices) };
  return { Credentials: issueCredentials(aws, session, durationSeconds) };
}
