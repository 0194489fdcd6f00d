import { Command } from "commander";
import { chosenFrom } from "../chosen-target.ts";
import { agentUseFrom, TARGET_WORDS, withCredentialOptions } from "../credential-options.ts";
import { runProcess } from "../run-process.ts";

const EXAMPLES = `
Examples:
  actas process staging

In ~/.aws/config, for any SDK or tool:
  [profile staging-for-sdks]
  credential_process = actas process staging
`;

/** `actas process [TARGET]` */
export function processCommand(): Command {
  const command = new Command("process")
    .alias("credential-process")
    .description("print credentials as a credential_process does")
    .argument("[target]", TARGET_WORDS)
    .addHelpText("after", EXAMPLES);
  return withCredentialOptions(command).action(async (target: string | undefined, flags) => {
    const { narrowed } = await chosenFrom(target, flags, "code-only");
    return runProcess({ narrowed, agent: agentUseFrom(flags) });
  });
}
