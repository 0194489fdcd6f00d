import type { UserRolesMessage } from "../../agent-api/user-messages.ts";
import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { type AgentUse, ask } from "../asking/ask.ts";
import { printJson } from "../json/print-json.ts";
import type { MfaFlags } from "../target/mfa-flags.ts";
import { isWanted, type RoleFilter } from "../target/role-filter.ts";
import { userRequest } from "../target/user-request.ts";
import { say } from "../terminal/say.ts";
import { sayEmpty } from "../terminal/say-empty.ts";
import { patternLines, roleLines, typedUserRole } from "../text/user-roles.ts";
import { otherMeanings } from "./list-roles.ts";

/** Which roles of an IAM user are listed, and how. */
export interface UserRolesToList {
  /** A profile that starts with the user's keys. */
  readonly profile: string;
  /** `listed`: all roles of the user's account are judged as well. */
  readonly account: "listed" | "as-named";
  readonly filter: RoleFilter;
  readonly code: MfaFlags;
  readonly agent: AgentUse;
  readonly output: "text" | "oneline" | "json";
}

/** Prints the roles that an IAM user's policies allow, as far as the user may read the policies. */
export async function listUserRoles(wanted: UserRolesToList): Promise<void> {
  const { profile, account, filter, code, agent, output } = wanted;
  const request = {
    request: "user-roles",
    for: await userRequest(profile, code),
    ...(account === "listed" && { account }),
  } as const;
  const answer = wantedOf(await ask(request, agent), filter);
  const { notKnown, patterns, roles, user } = answer;
  const meanings = await otherMeanings();
  if (output === "json") {
    const typed = roles.map((role) => ({ ...role, target: typedUserRole(role, user.profile, meanings) }));
    const gaps = notKnown.map(({ permission, what }) => ({ permission, what }));
    return printJson("list roles", { user: { ...user, roles: typed, patterns, notKnown: gaps }, sources: [] });
  }
  for (const { permission, what } of notKnown) say(`actas: note: not known, as ${permission} is not allowed: ${what}`);
  if (output === "oneline") {
    const allowed = roles.filter(({ answer: said }) => said === "allowed" || said === "depends");
    return printLines(allowed.map((role) => typedUserRole(role, user.profile, meanings)));
  }
  if (roles.length + patterns.length === 0) return sayEmpty(`no policy of ${user.arn} names a role to assume`);
  const columns = terminalColumns();
  printLines([user.arn, ...roleLines(answer, meanings, columns), ...patternLines(answer, account, columns)]);
  say("actas: note: not judged: the trust policies of the roles, and the policies of the organization");
}

function wantedOf({ roles, patterns, ...rest }: UserRolesMessage, filter: RoleFilter): UserRolesMessage {
  const isOne = (name: string, also = ""): boolean => {
    const accountId = name.split(":")[4];
    return isWanted(filter, rest.user.profile, { name, description: also, ...(accountId && { accountId }) });
  };
  return {
    ...rest,
    roles: roles.filter(({ roleArn, profiles }) => isOne(roleArn, profiles.join(" "))),
    patterns: patterns.filter(({ pattern }) => isOne(pattern)),
  };
}
