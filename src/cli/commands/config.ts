import { Command } from "commander";
import { jsonText } from "../../base/printable.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { print, printLines } from "../../system/print.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { examples } from "../text/examples.ts";
import { profileAsText } from "../text/profile-as-text.ts";

const EXAMPLES = examples("actas config show staging", "actas config show staging --json | jq -r '.settings[].key'");

/** `actas config show PROFILE` */
export function configCommand(): Command {
  return new Command("config")
    .description("look at what the AWS files come to")
    .addCommand(showCommand())
    .addHelpText("after", EXAMPLES);
}

function showCommand(): Command {
  return new Command("show")
    .description("show what a profile means, and where each value comes from")
    .argument("<profile>", "a profile of ~/.aws/config or ~/.aws/credentials")
    .option("--json", "print it as JSON, for scripts")
    .addHelpText("after", EXAMPLES)
    .action(async (profile: string, { json }: { json?: true }) => {
      const environment = requestEnvironment();
      const files = await readProfileFiles(environment);
      const { SourceReader } = await import("../../source-files/source-reader.ts");
      const { describeProfile } = await import("../../targets/describe-profile.ts");
      const definitions = await new SourceReader().read(environment);
      const description = describeProfile(profile, files, definitions, environment);
      if (json) return print(jsonText(description, "indented"));
      printLines(profileAsText(description));
    });
}
