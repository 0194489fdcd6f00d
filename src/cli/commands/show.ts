import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import { autoReport } from "../target/auto-report.ts";
import { SilentFailure } from "../terminal/report-error.ts";

/** `actas show` */
export const showActions: Actions = {
  "": async ({ failWhenMissingAuto, quiet }: { readonly failWhenMissingAuto?: true; readonly quiet?: true }) => {
    const report = await autoReport();
    if (!quiet) printJson("show", report);
    if (failWhenMissingAuto && !report.auto) throw new SilentFailure();
  },
};
