import type { Request } from "../agent-api/messages.ts";
import type { UserRolesMessage } from "../agent-api/user-messages.ts";
import { accountAlias, listRoles } from "../aws/iam/iam-users.ts";
import { IamRefusal } from "../aws/iam.ts";
import { parseRoleArn } from "../base/arn.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { JudgedUser } from "../iam-policies/condition-context.ts";
import { grantedRoles } from "../iam-policies/granted-roles.ts";
import { judgeRole } from "../iam-policies/judge-role.ts";
import type { Judgement } from "../iam-policies/judgement.ts";
import { type Permissions, permissionsFrom } from "../iam-policies/permissions.ts";
import { readFiles } from "./read-files.ts";
import { type NotKnown, type ReadPolicies, readUserPolicies } from "./read-user-policies.ts";
import { type ProfilesByRole, rolesInProfiles } from "./roles-in-profiles.ts";
import { UserCalls, type UserCallTools } from "./user-calls.ts";

type Asked = Extract<Request, { request: "user-roles" }>;

/** What AWS says about a user. */
interface Read extends ReadPolicies {
  /** The roles of the user's account; none if they were not asked for, or may not be listed. */
  readonly listed: readonly string[];
  readonly alias?: string;
}

const MAY_BE: readonly Judgement["answer"][] = ["allowed", "depends"];

/** Only AWS services, or IAM Identity Center, can assume the roles below these paths. */
const NOT_FOR_USERS = /:role\/(?:aws-service-role|aws-reserved)\//;

/**
 * The roles that the policies of the IAM user whose keys a profile starts with are about, and those that profiles
 * assume with these keys.
 *
 * @throws {ActasError}
 */
export async function rolesOfUser(
  tools: UserCallTools,
  { for: request, ...wanted }: Asked,
  conversation: Conversation,
): Promise<UserRolesMessage> {
  const calls = await UserCalls.begin(tools, request, conversation);
  const { account, arn, userId, userName } = await calls.identity();
  const read = await calls.during(() => readAll(calls, userName, wanted));
  const { files } = await readFiles(tools, request.environment);
  const user = { arn, accountId: account, userId, userName, ...(read.tags && { tags: read.tags }) };
  return {
    user: { arn, accountId: account, profile: calls.profile, ...(read.alias && { accountAlias: read.alias }) },
    ...judged(user, read, rolesInProfiles(calls.profile, files)),
    notKnown: read.notKnown,
  };
}

async function readAll(
  calls: UserCalls,
  userName: string,
  { account, alias }: Pick<Asked, "account" | "alias">,
): Promise<Read> {
  const [read, listed, name] = await Promise.all([
    readUserPolicies(calls, userName),
    account ? unlessRefused("the other roles of the account", () => listRoles(calls)) : [],
    alias && unlessRefused("the alias of the account, if it has one", () => accountAlias(calls)),
  ]);
  const notKnown = [listed, name].filter(isNotKnown);
  return {
    ...read,
    notKnown: [...read.notKnown, ...notKnown],
    listed: isNotKnown(listed) ? [] : listed.filter((role) => !NOT_FOR_USERS.test(role)),
    ...(typeof name === "string" && name && { alias: name }),
  };
}

async function unlessRefused<T>(what: string, read: () => Promise<T>): Promise<T | NotKnown> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof IamRefusal)) throw error;
    return { permission: error.permission, what };
  }
}

function isNotKnown(answer: unknown): answer is NotKnown {
  return typeof answer === "object" && answer !== null && "permission" in answer;
}

/** A role that only a profile names is told also when it is denied: the user expects to have it. */
function judged(
  user: JudgedUser,
  { policies, listed }: Read,
  inProfiles: ProfilesByRole,
): Pick<UserRolesMessage, "roles" | "patterns"> {
  const permissions = permissionsFrom(policies);
  const { named, patterns } = grantedRoles(user, permissions);
  const roles = [...new Set([...named, ...inProfiles.keys(), ...listed])].filter((arn) => parseRoleArn(arn)).toSorted();
  const answers = roles.map((roleArn) => roleMessage(roleArn, user, permissions, inProfiles));
  return {
    roles: answers.filter(({ answer, roleArn }) => MAY_BE.includes(answer) || inProfiles.has(roleArn)),
    patterns,
  };
}

function roleMessage(
  roleArn: string,
  user: JudgedUser,
  permissions: Permissions,
  inProfiles: ProfilesByRole,
): UserRolesMessage["roles"][number] {
  const { answer, dependsOn, signedWith } = judgeRole(roleArn, user, permissions);
  return { roleArn, answer, dependsOn, signedWith, profiles: inProfiles.get(roleArn) ?? [] };
}
