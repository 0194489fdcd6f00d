import type { Actions } from "../command-line/action.ts";
import { runProcess } from "../delivery/run-process.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";

/** `actas process [TARGET]` */
export const processActions: Actions = { "": printCredentials };

/** `actas credential-process [TARGET]`, and `SOURCE ROLE` as Mairu has it. */
export const credentialProcessActions: Actions = {
  "": (target: string | undefined, role: string | undefined, flags: CredentialFlags) =>
    role === undefined
      ? printCredentials(target, flags)
      : printCredentials(role, { ...flags, ...(target && { server: target }) }),
};

async function printCredentials(target: string | undefined, flags: CredentialFlags): Promise<void> {
  const { targetRequest } = await chosenTarget(target, flags, "code-only");
  return runProcess({ targetRequest, agent: agentUseFrom(flags) });
}
