import { Command } from "commander";
import { jsonText } from "../../base/printable.ts";
import { print, printLines } from "../../system/print.ts";
import { ask } from "../ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, TARGET_WORDS, withCredentialOptions, withPickOption } from "../target/credential-options.ts";
import { untilText } from "../text/until-text.ts";

const EXAMPLES = `
Examples:
  actas whoami staging
  actas whoami staging --json | jq -r .Arn
`;

/** `actas whoami [TARGET]` */
export function whoamiCommand(): Command {
  const command = new Command("whoami")
    .description("ask AWS who a target is, signing in if need be")
    .argument("[target]", TARGET_WORDS)
    .option("--json", "print the answer of GetCallerIdentity as JSON")
    .addHelpText("after", EXAMPLES);
  return withCredentialOptions(withPickOption(command)).action(async (target: string | undefined, flags) => {
    const { targetRequest } = await chosenTarget(target, flags);
    const request = { ...targetRequest, environment: requestEnvironment() };
    const { account, arn, userId, expiration } = await ask({ request: "whoami", for: request }, agentUseFrom(flags));
    if (flags.json) {
      return print(jsonText({ UserId: userId, Account: account, Arn: arn, Expiration: expiration }, "indented"));
    }
    const lines = [`arn      ${arn}`, `account  ${account}`, `user id  ${userId}`];
    printLines([...lines, ...(expiration ? [`expires  ${untilText(expiration)}`] : [])]);
  });
}
