import { roleSessionName } from "../aws/role-session-name.ts";
import type { Sts } from "../aws/sts.ts";
import type { Credentials } from "../base/credentials.ts";
import type { RoleHop } from "../targets/role-hops.ts";

/** Assumes one role after another; each hop that has no session name takes over that of the hop before; `assuming` hears of each. */
export async function assumeRoleChain(
  first: Credentials,
  chain: readonly RoleHop[],
  sts: Sts,
  assuming: (roleArn: string) => void = () => {},
): Promise<Credentials> {
  let credentials = first;
  let previousName: string | undefined;
  for (const hop of chain) {
    const caller = credentials;
    const name = await roleSessionName(hop, async () => previousName ?? (await sts.sessionNameOf(hop.sts, caller)));
    const { roleArn, durationSeconds, externalId } = hop;
    assuming(roleArn);
    credentials = await sts.assumeRole(hop.sts, caller, {
      roleArn,
      roleSessionName: name,
      durationSeconds,
      ...(externalId && { externalId }),
    });
    previousName = name;
  }
  return credentials;
}
