import { issueKey } from "../issue-credentials.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { answerOpenId } from "../openid/answer-open-id.ts";
import { recordCall } from "../record-call.ts";
import { roleSession } from "../sts/role-session.ts";
import { SERVER_KEYS_PATH, SERVER_ROLE, TEAM_PATH } from "./team-settings.ts";

const HOUR_SECONDS = 3600;

/** The answer of the team's OpenID provider, or of what gives the team's server its keys, when the request is for one. */
export function answerTeam(request: Request, aws: MadeUpAws): Promise<Response> | undefined {
  if (!aws.staff) return undefined;
  const { pathname } = new URL(request.url);
  if (pathname === SERVER_KEYS_PATH && request.method === "GET") return Promise.resolve(serverKeys(aws));
  return pathname.startsWith(`${TEAM_PATH}/`) ? answerOpenId(request, aws.staff, aws) : undefined;
}

/**
 * The keys of the server's own role, as the container endpoint of AWS gives them to a program.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
function serverKeys(aws: MadeUpAws): Response {
  const role = aws.accounts.roleOf(SERVER_ROLE);
  if (!role) return new Response("there is no such role", { status: 404 });
  const { accessKeyId, secretAccessKey, session } = issueKey(aws, roleSession(role, "team-server"), HOUR_SECONDS);
  recordCall({ service: "container", action: "GetCredentials", outcome: "ok" }, aws);
  return Response.json({
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: session.token,
    Expiration: session.expiration.toISOString(),
  });
}
