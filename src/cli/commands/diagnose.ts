import { ActasError } from "../../base/errors.ts";
import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import type { Actions } from "../command-line/action.ts";
import type { SdkName } from "../definitions/sdk-names.ts";
import { ALL_CHECKS } from "../diagnose/all-checks.ts";
import { diagnosis } from "../diagnose/diagnosis.ts";
import { mendFindings } from "../diagnose/mend-findings.ts";
import { Redaction } from "../diagnose/redaction.ts";
import { reportLines, stepLines } from "../diagnose/report-lines.ts";
import { runChecks } from "../diagnose/run-checks.ts";
import { sceneOf } from "../diagnose/scene.ts";
import { printJson } from "../json/print-json.ts";
import type { NamingFlags } from "../target/look-up-named.ts";
import { SilentFailure } from "../terminal/report-error.ts";

interface DiagnoseFlags extends NamingFlags {
  readonly fix?: true;
  readonly json?: true;
  readonly printIamPolicy?: true;
  readonly redact: boolean;
  readonly sdk?: SdkName;
  readonly yes?: true;
}

/** `actas diagnose [TARGET]` */
export const diagnoseActions: Actions = {
  "": async (target: string | undefined, { fix, json, printIamPolicy, redact, sdk, yes, ...naming }: DiagnoseFlags) => {
    if (yes && !fix) throw yesAlone();
    const scene = await sceneOf(target, naming);
    if (printIamPolicy) return (await import("../diagnose/print-iam-policy.ts")).printIamPolicy(scene);
    const findings = await runChecks(ALL_CHECKS, scene);
    const fixed = fix ? await mendFindings(findings, yes ? "given" : "asked") : new Set<never>();
    const whole = await diagnosis(scene, findings, { fixed, redaction: redact ? new Redaction(scene) : undefined });
    const report = { ...whole, sdks: whole.sdks.filter(({ name }) => !sdk || name === sdk) };
    if (json) printJson("diagnose", report);
    else if (sdk) printLines(report.sdks.flatMap(stepLines));
    else printLines(reportLines(report, terminalColumns()));
    if (report.findings.some(({ fixed: isFixed, severity }) => severity === "error" && !isFixed))
      throw new SilentFailure();
  },
};

function yesAlone(): ActasError {
  return new ActasError("usage", "cannot use `--yes` without `--fix`: there is nothing to say yes to", {
    hints: ["`actas diagnose --fix --yes` mends without asking what can be mended safely"],
  });
}
