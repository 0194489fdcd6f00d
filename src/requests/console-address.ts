import { credentialsIn } from "../agent-api/credentials-message.ts";
import { consoleSignIn } from "../aws/console/console-sign-in.ts";
import type { RequestEnvironment } from "../base/credential-request.ts";
import type { EnvironmentChanges } from "../base/environment.ts";
import { ActasError } from "../base/errors.ts";
import { defaultProfile } from "../profiles/profile.ts";
import { readProfileFiles } from "../profiles/read-profile-files.ts";
import { networkFor } from "../targets/endpoints/network.ts";

/** The session that is to begin. */
export interface WantedSession {
  readonly target: string;
  /** The page of the console. */
  readonly destination: string;
  readonly durationSeconds: number | undefined;
  /** Where the console leads when the session has ended. */
  readonly issuer: string | undefined;
  /** `https://…/federation` */
  readonly endpoint: string;
}

/** An address that signs a browser in, to whomever has it, for 15 minutes. */
export interface ConsoleAddress {
  readonly address: string;
  /** AWS refuses a duration for a role that was not assumed with a long-term key or by a sign-in. */
  readonly without?: "duration";
}

/**
 * Exchanges the keys of a role for an address of the console.
 *
 * @param environment - variables for a program, with the keys
 * @param user - in which the command runs
 * @throws {ActasError} `access-denied` where AWS does not let these credentials in; as `consoleSignIn()`
 */
export async function consoleAddress(
  environment: EnvironmentChanges,
  wanted: WantedSession,
  user: RequestEnvironment,
): Promise<ConsoleAddress> {
  const { destination, durationSeconds, endpoint, issuer, target } = wanted;
  const credentials = credentialsIn(environment);
  if (!credentials.sessionToken) throw notARole(target);
  const network = networkFor([defaultProfile(await readProfileFiles(user))], user);
  const first = await consoleSignIn(credentials, { endpoint, durationSeconds, network });
  const isWithout = first === "refused" && durationSeconds !== undefined;
  const token = isWithout ? await consoleSignIn(credentials, { endpoint, network }) : first;
  if (token === "refused") throw notARole(target);
  const query = new URLSearchParams({
    Action: "login",
    ...(issuer !== undefined && { Issuer: issuer }),
    Destination: destination,
    SigninToken: token.reveal(),
  });
  return { address: `${endpoint}?${query}`, ...(isWithout && { without: "duration" }) };
}

function notARole(target: string): ActasError {
  return new ActasError("access-denied", `cannot open the console as ${target}: AWS lets in only roles`, {
    hints: [
      "name a target that is a role: a profile with `role_arn`, or a role of a source",
      "if it is one, its credentials have ended early: `--refresh` gets new ones",
    ],
  });
}
