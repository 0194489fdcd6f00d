import { ActasError } from "../../base/errors.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { KnownRole } from "../roles/role-map.ts";

const AGAIN = { "retry-after": "5" };

/** What a client is told of a call to AWS that failed. The audit trail has AWS's own words, a client never. */
export function refusalOfFailure(error: unknown, role: KnownRole): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  const code = error instanceof ActasError ? error.code : "bug";
  if (code === "throttled")
    return new HttpRefusal(429, "too_many_requests", "AWS is asked too often; try again", AGAIN, error);
  if (code === "unreachable")
    return new HttpRefusal(503, "aws_unreachable", "AWS cannot be reached; try again", AGAIN, error);
  if (code === "bug") return new HttpRefusal(500, "server_error", "this server failed; ask who runs it", {}, error);
  return new HttpRefusal(
    503,
    "aws_refused",
    `AWS refused the call for ${role.name}; ask who runs this server`,
    {},
    error,
  );
}

/** STS and the map disagree: the policy has changed since the scan, or a policy of the organisation is in the way. */
export function refusedByAws({ name }: KnownRole, headers: Readonly<Record<string, string>> = {}): HttpRefusal {
  const message = `AWS does not let you have ${name}; its policy may have changed`;
  return new HttpRefusal(403, "refused_by_aws", message, headers);
}
