import { z } from "zod";
import { inWholeSeconds, issueKey } from "../issue-credentials.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { Person } from "../people.ts";
import type { Caller } from "../signature/key-ring.ts";
import { LendError } from "./lend-error.ts";
import { LENT_ROLES, type LentRole } from "./lent-roles.ts";

const Input = z.object({ Role: z.string().min(1) });
const LENT_SECONDS = 3600;

/** The name in a body of `assume-role`; absent when it has none. */
export function roleNameIn(body: string): string | undefined {
  try {
    return Input.parse(JSON.parse(body)).Role;
  } catch {
    return undefined;
  }
}

/**
 * Lends a role: credentials in the shape of a `credential_process`.
 *
 * @throws {LendError} 400 without a role, 404 for an unknown one, 403 for one that this person may not have
 */
export function lendRole(body: string, person: Person, aws: MadeUpAws): object {
  const name = roleNameIn(body);
  if (name === undefined) throw new LendError(400, "the body must be JSON with a Role");
  const role = LENT_ROLES.find((lent) => lent.name === name);
  if (!role) throw new LendError(404, `there is no role "${name}"`);
  if (!role.people.includes(person.id)) throw new LendError(403, `${person.name} may not have the role "${name}"`);
  const { accessKeyId, secretAccessKey, session } = issueKey(aws, callerOf(role, person), LENT_SECONDS);
  const { mairuNoCache } = aws.settings.values;
  return {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: session.token,
    Expiration: inWholeSeconds(session.expiration),
    ...(mairuNoCache !== "absent" && { Mairu: { NoCache: mairuNoCache === "true" } }),
  };
}

function callerOf({ roleArn }: LentRole, { email, id }: Person): Caller {
  const [accountId = "", resource = ""] = roleArn.split(":").slice(4);
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return {
    kind: "role-session",
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${email}`,
    userId: `AROASANDBOX${name.toUpperCase()}`.padEnd(21, "0").concat(`:${id}`),
    identityArn: roleArn,
    mfa: "absent",
  };
}
