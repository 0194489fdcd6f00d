import { ownSurroundings } from "../../../system/own-surroundings.ts";
import { type Output, printJson } from "../../json/print-json.ts";
import { printText } from "../../terminal/print-text.ts";
import { SilentFailure } from "../../terminal/report-error.ts";

interface CheckFlags {
  readonly config?: string;
  readonly json?: true;
}

/** `actas server check` */
export async function checkServer({ config, json }: CheckFlags): Promise<void> {
  const [{ configurationHere }, { refuseMozillasSettings }, { checkConfiguration }] = await Promise.all([
    import("../../../server/configuration/configuration-here.ts"),
    import("../../../server/configuration/mozillas-settings.ts"),
    import("../../../server/check-configuration.ts"),
  ]);
  const surroundings = ownSurroundings();
  refuseMozillasSettings(surroundings.environment);
  const configuration = configurationHere(config, surroundings.environment);
  const checks = await checkConfiguration(configuration, surroundings);
  const report: Output<"server check"> = { checks };
  if (json) printJson("server check", report);
  else
    printText(
      checks.flatMap(({ what, outcome, message, hints }) => [
        `${outcome === "good" ? "good" : outcome}: ${what}: ${message}`,
        ...hints.map((hint) => `  ${hint}`),
      ]),
    );
  if (checks.some(({ outcome }) => outcome === "wrong")) throw new SilentFailure();
}
