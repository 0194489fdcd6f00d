import { AwsError } from "../aws-error.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { Caller } from "../signature/key-ring.ts";
import { optionalParameter } from "../sts/parameters.ts";

const USER_NAME = { min: 1, max: 128, pattern: /^[\w+=,.@-]+$/ };

/**
 * The user that a call is about: `UserName`, else the caller. Users of the sandbox may manage themselves only, as far
 * as its settings allow.
 *
 * @param action - without `iam:`
 * @throws {AwsError} `AccessDenied`, `ValidationError` for a role that names no user, and what AWS answers to a session
 *   without MFA, which may not call IAM at all
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function authorizedUser(
  action: string,
  parameters: URLSearchParams,
  caller: Caller,
  { settings, accounts }: MadeUpAws,
): string {
  if (caller.kind === "user-session" && caller.mfa === "absent") {
    throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.");
  }
  const own = accounts.users.find(({ arn }) => arn === caller.identityArn)?.name;
  const name = optionalParameter(parameters, "UserName", USER_NAME) ?? own;
  if (name === undefined) {
    throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
  }
  const { iamDenied, iamNeedsMfa } = settings.values;
  const lacksMfa = iamNeedsMfa === "yes" && caller.mfa === "absent";
  if (lacksMfa) throw denied(action, caller, name, "with an explicit deny in an identity-based policy");
  if (name !== own || iamDenied.includes(action)) {
    throw denied(action, caller, name, `because no identity-based policy allows the iam:${action} action`);
  }
  return name;
}

function denied(action: string, { arn }: Caller, user: string, why: string): AwsError {
  const message = `User: ${arn} is not authorized to perform: iam:${action} on resource: user ${user} ${why}`;
  return new AwsError("AccessDenied", message);
}
