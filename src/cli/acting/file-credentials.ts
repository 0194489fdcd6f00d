import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { isNothingAt } from "../../files/is-nothing-at.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import { untilText } from "../text/until-text.ts";
import type { ActingNow } from "./acting-now.ts";
import { grantEnded } from "./endpoint-credentials.ts";

/**
 * The credentials that an SDK in this shell would find now in the file that is kept fresh for it.
 *
 * @throws {ActasError} when there are none, or they have ended
 */
export async function fileCredentials({
  path,
  target,
}: Extract<ActingNow, { kind: "file" }>): Promise<{ readonly credentials: Credentials; readonly expiration?: string }> {
  if (target && isNothingAt(path)) throw grantEnded(target);
  const files = await readProfileFiles({ AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: path });
  const { secrets, settings } = files.credentials.sections.get("default") ?? {};
  const accessKeyId = settings?.get("aws_access_key_id");
  const secretAccessKey = secrets?.get("aws_secret_access_key");
  const sessionToken = secrets?.get("aws_session_token");
  const expiration = settings?.get("aws_credential_expiration");
  if (!accessKeyId || !secretAccessKey) throw nothingIn("it holds no credentials", target);
  if (expiration && Date.parse(expiration) <= Date.now())
    throw nothingIn(`its credentials ended at ${untilText(expiration)}`, target);
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    ...(expiration && { expiration }),
  };
}

function nothingIn(reason: string, target: string | undefined): ActasError {
  return new ActasError("access-denied", `cannot act as anybody here: ${reason}, the file that is kept fresh`, {
    hints: target ? [`\`actas whoami ${inShell(typedByName(target))}\` asks for what is missing`] : [],
  });
}
