import { Command, Option } from "commander";
import { fromCredentialsMessage } from "../../agent-api/credentials-message.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { jsonOutput } from "../../delivery/json-output.ts";
import { processOutput } from "../../delivery/process-output.ts";
import { type Shell, shellExport, shellFromEnvironment } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { ask } from "../ask.ts";
import { environmentChanges } from "../environment/environment-changes.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, TARGET_WORDS, withCredentialOptions, withPickOption } from "../target/credential-options.ts";

const EXAMPLES = `
Examples:
  eval "$(actas export staging)"                    sh, bash, zsh
  actas export staging --shell fish | source        fish
  actas export staging --format json | jq -r .Expiration

The keys stay in that shell until they expire; \`actas exec\` leaves none behind.
`;

const SHELLS = ["sh", "bash", "zsh", "fish", "csh", "powershell"] as const;

/** `actas export [TARGET]` */
export function exportCommand(): Command {
  const command = new Command("export")
    .description("print credentials for a shell or a script")
    .argument("[target]", TARGET_WORDS)
    .addOption(new Option("--format <format>", "what to print").choices(["env", "json", "process"]).default("env"))
    .addOption(new Option("--shell <shell>", "whose syntax `env` uses; default: as SHELL says").choices(SHELLS))
    .addHelpText("after", EXAMPLES);
  return withCredentialOptions(withPickOption(command)).action(async (target: string | undefined, flags) => {
    const { targetRequest } = await chosenTarget(target, flags);
    const request = { ...targetRequest, environment: requestEnvironment() };
    const agent = agentUseFrom(flags);
    if (flags.format === "env") {
      const { environment } = await ask({ request: "environment", for: request }, agent);
      const shell: Shell = flags.shell ?? shellFromEnvironment(process.env.SHELL);
      refuseControls(environment);
      return print(shellExport(environmentChanges(environment), shell).trimEnd());
    }
    const { credentials } = await ask({ request: "credentials", for: request, delivery: "export" }, agent);
    print((flags.format === "json" ? jsonOutput : processOutput)(fromCredentialsMessage(credentials)));
  });
}

/** A value is printed as it is, perhaps on a terminal, and servers choose some of them. */
function refuseControls(environment: EnvironmentChanges): void {
  for (const [name, value] of Object.entries(environment)) {
    if (!/\p{Cc}/u.test(value ?? "")) continue;
    throw new ActasError("configuration", `cannot export ${name}: its value has control characters`);
  }
}
