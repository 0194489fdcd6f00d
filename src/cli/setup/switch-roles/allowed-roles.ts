import type { UserRolesMessage } from "../../../agent-api/user-messages.ts";
import { parseRoleArn } from "../../../base/arn.ts";
import { profileNames } from "../../../profiles/profile.ts";
import { ask } from "../../asking/ask.ts";
import type { MfaFlags } from "../../target/mfa-flags.ts";
import { userRequest } from "../../target/user-request.ts";
import { say } from "../../terminal/say.ts";
import type { KnownBefore } from "../known-before.ts";
import { namedDevice } from "../named-device.ts";
import type { FoundSwitchable, SwitchableRole } from "./switchable-roles.ts";

/**
 * The roles of the files, and those that the policies of an IAM user allow besides. AWS also tells the user's account.
 *
 * @param profile - one that starts with the user's keys
 * @throws {ActasError} why IAM cannot be asked
 */
export async function withAllowedRoles(
  { leftOut, roles }: FoundSwitchable,
  profile: string,
  code: MfaFlags,
  before: KnownBefore,
): Promise<FoundSwitchable> {
  const wanted = { request: "user-roles", account: "listed", alias: "wanted" } as const;
  const answer = await ask({ ...wanted, for: await userRequest(profile, code) });
  for (const { permission, what } of answer.notKnown) {
    say(`actas: note: not known, as ${permission} is not allowed: ${what}`);
  }
  const { profile: source } = answer.user;
  const account = accountOf(answer.user);
  const ofUser = roles.map((role) => (role.source === source ? { ...role, ...account } : role));
  const device = namedDevice(source, before);
  const others = withoutProfile(answer, profileNames(before.files)).map((role) => ({
    ...role,
    ...account,
    source,
    ...(device !== undefined && { mfaSerial: device }),
  }));
  return { leftOut, roles: [...ofUser, ...others] };
}

/** What stands in a file later is what an account's number and alias can be, whoever has answered. */
function accountOf({ accountAlias = "", accountId }: UserRolesMessage["user"]): Partial<SwitchableRole> {
  if (!/^\d{12}$/.test(accountId)) return {};
  return {
    sourceAccountId: accountId,
    ...(/^[a-z\d-]{3,63}$/.test(accountAlias) && { sourceAccountAlias: accountAlias }),
  };
}

type Named = Pick<SwitchableRole, "accountId" | "profile" | "roleArn" | "roleName">;

/** Roles that the user may assume and that no profile has, named by account and role as no profile is. */
function withoutProfile({ roles }: UserRolesMessage, profiles: readonly string[]): readonly Named[] {
  const taken = new Set(profiles);
  return roles.flatMap(({ answer, profiles: own, roleArn }) => {
    const role = parseRoleArn(roleArn);
    if (!role || own.length > 0 || (answer !== "allowed" && answer !== "depends")) return [];
    const { accountId, roleName } = role;
    const profile = freeName(`${accountId}-${roleName}`, taken);
    taken.add(profile);
    return [{ profile, roleArn, accountId, roleName }];
  });
}

/** Below different paths there are roles of one name. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
