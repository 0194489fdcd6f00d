import { Command } from "commander";
import { agentUseFrom, narrowedFrom, withCredentialOptions } from "../credential-options.ts";
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
    .argument("[target]", "a profile or role ARN; default: AWS_PROFILE")
    .addHelpText("after", EXAMPLES);
  return withCredentialOptions(command).action((target: string | undefined, flags) =>
    runProcess({ narrowed: narrowedFrom(target, flags), agent: agentUseFrom(flags) }),
  );
}
