import { Command } from "commander";
import { runProcess } from "../run-process.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import {
  agentUseFrom,
  type CredentialFlags,
  TARGET_WORDS,
  withCredentialOptions,
} from "../target/credential-options.ts";

const EXAMPLES = `
Examples:
  actas process staging

In ~/.aws/config, for any SDK or tool:
  [profile staging-for-sdks]
  credential_process = actas process staging
`;

const DESCRIPTION = "print credentials as a credential_process does";

/** `actas process [TARGET]` */
export function processCommand(): Command {
  const command = new Command("process")
    .description(DESCRIPTION)
    .argument("[target]", TARGET_WORDS)
    .addHelpText("after", EXAMPLES);
  return withCredentialOptions(command).action(printCredentials);
}

/** `actas credential-process [TARGET]`, and `SOURCE ROLE` as Mairu has it. */
export function credentialProcessCommand(): Command {
  const command = new Command("credential-process")
    .description(DESCRIPTION)
    .argument("[target]", `${TARGET_WORDS}; with a role, its source`)
    .argument("[role]", "a role of that source");
  return withCredentialOptions(command).action((target: string | undefined, role: string | undefined, flags) =>
    role === undefined ? printCredentials(target, flags) : printCredentials(role, { ...flags, server: target }),
  );
}

async function printCredentials(target: string | undefined, flags: CredentialFlags): Promise<void> {
  const { targetRequest } = await chosenTarget(target, flags, "code-only");
  return runProcess({ targetRequest, agent: agentUseFrom(flags) });
}
