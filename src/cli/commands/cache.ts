import { Command, Option } from "commander";
import { jsonText, printable } from "../../base/printable.ts";
import { print, printLine, printLines } from "../../system/print.ts";
import { askRunning } from "../ask.ts";
import { credentialTable } from "../text/credential-table.ts";
import { examples } from "../text/examples.ts";

const EXAMPLES = `
Examples:
  actas cache list
  actas cache clear
  actas cache clear --only credentials      keep the sign-ins: no new code
`;

/** `actas cache list|clear` */
export function cacheCommand(): Command {
  return new Command("cache")
    .description("list or forget what the agent holds")
    .addCommand(listCommand())
    .addCommand(clearCommand())
    .addHelpText("after", EXAMPLES);
}

function listCommand(): Command {
  return new Command("list")
    .description("list credentials and MFA sessions, without secrets")
    .option("--json", "print it as JSON, for scripts")
    .addHelpText("after", examples("actas cache list", "actas cache list --json | jq -r '.[].label'"))
    .action(async ({ json }: { json?: true }) => {
      const held = (await askRunning({ request: "status" }))?.credentials ?? [];
      if (json) return print(jsonText(held, "indented"));
      printLines(held.length > 0 ? credentialTable(held) : ["no credentials held"]);
    });
}

function clearCommand(): Command {
  return new Command("clear")
    .description("forget credentials and sign-ins")
    .addOption(new Option("--only <kind>", "forget one kind").choices(["credentials", "sign-ins"]))
    .addHelpText(
      "after",
      examples("actas cache clear", "actas cache clear --only credentials      keep the sign-ins: no new code"),
    )
    .action(async ({ only }: { only?: "credentials" | "sign-ins" }) => {
      const kind = only === "sign-ins" ? "sign-in" : (only ?? "all");
      const { cleared, signIns = [] } = (await askRunning({ request: "clear", kind })) ?? { cleared: 0 };
      const forgot = cleared === 1 ? "forgot 1 entry" : `forgot ${cleared} entries`;
      const signedOut = signIns.length > 0 ? `; no longer signed in to ${signIns.join(", ")}` : "";
      printLine(printable(forgot + signedOut));
    });
}
