import { z } from "zod/mini";
import { parseProcessCredentials } from "../../aws/process-credentials.ts";
import type { Clock } from "../../base/clock.ts";
import { ActasError } from "../../base/errors.ts";
import { tokenProblem } from "../../base/token-problem.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import type { SignIn } from "../sign-ins.ts";
import type { LentCredentials } from "../source.ts";
import { askCredentialServer, serverError } from "./ask-credential-server.ts";

const PATH = "assume-role";

/** Says that the credentials are for one use; named after the program whose servers say it. */
const Extension = z.object({ Mairu: z.nullish(z.object({ NoCache: z.nullish(z.boolean()) })) });

/**
 * Asks a credential server for a role: `POST assume-role`, `{"Role": "…"}`. What a role may be is its decision.
 *
 * @throws {SignInRefused} the server does not accept the sign-in
 * @throws {ActasError} `access-denied`, `configuration`, `throttled`, `unreachable`
 */
export async function lendCredentials(
  source: CredentialServerDefinition,
  signIn: SignIn<"credential-server">,
  role: string,
  clock: Clock,
): Promise<LentCredentials> {
  const action = `get credentials for "${role}" from "${source.id}"`;
  const answer = await askCredentialServer(
    source,
    signIn,
    { method: "POST", path: PATH, body: { Role: role } },
    action,
  );
  const cannot = (reason: string): ActasError =>
    new ActasError("access-denied", `cannot ${action}: what the credential server answered cannot be used: ${reason}`, {
      hints: [`tell the people who run ${new URL(source.url).host}`],
    });
  const credentials = answer.status === 200 ? parseProcessCredentials(answer.json, cannot) : undefined;
  if (!credentials) throw serverError(answer, source, PATH, action, "role");
  const problem = credentials.sessionToken
    ? tokenProblem(credentials)
    : "it lends long-term keys, without a session token";
  if (problem) throw cannot(problem);
  // AWS has just accepted a signature of that server, so its clock is right.
  clock.observe(answer.headers.get("date"));
  return { credentials, ...(isForOneUse(answer.json) && { keep: "never" }) };
}

function isForOneUse(json: unknown): boolean {
  const parsed = Extension.safeParse(json);
  return parsed.success && parsed.data.Mairu?.NoCache === true;
}
