import { Command } from "commander";
import { jsonText } from "../../base/printable.ts";
import { print } from "../../system/print.ts";
import type { AutoReport } from "../target/auto-report.ts";
import { SilentFailure } from "../terminal/report-error.ts";

const EXAMPLES = `
Examples:
  actas show
  actas show -qf && echo "this project has a role of its own"
`;

/** `actas show` */
export function showCommand(): Command {
  return new Command("show")
    .description("show what `auto` means here, as JSON; nothing is asked, no agent is started")
    .option("-f, --fail-when-missing-auto", "end with status 1 when there is no project file")
    .option("-q, --quiet", "print nothing")
    .addHelpText("after", EXAMPLES)
    .action(async ({ failWhenMissingAuto, quiet }: { failWhenMissingAuto?: true; quiet?: true }) => {
      const { autoReport } = await import("../target/auto-report.ts");
      const report: AutoReport = await autoReport();
      if (!quiet) print(jsonText(report, "indented"));
      if (failWhenMissingAuto && !report.auto) throw new SilentFailure();
    });
}
