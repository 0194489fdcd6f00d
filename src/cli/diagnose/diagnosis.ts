import { VERSION } from "../../base/version.ts";
import type { Output } from "../json/print-json.ts";
import { walksOf } from "./chain/walks-of.ts";
import type { Redaction } from "./redaction.ts";
import type { NamedFinding } from "./run-checks.ts";
import type { Scene } from "./scene.ts";

/** The whole report as `--json` prints it, with what tells who somebody is masked if so wanted. */
export async function diagnosis(
  scene: Scene,
  findings: readonly NamedFinding[],
  { fixed, redaction }: { readonly fixed: ReadonlySet<NamedFinding>; readonly redaction: Redaction | undefined },
): Promise<Output<"diagnose">> {
  const shown = (text: string): string => redaction?.text(text) ?? text;
  return {
    version: VERSION,
    ...(scene.target && { target: shown(scene.target.name) }),
    redacted: redaction !== undefined,
    findings: findings.map((finding) => ({
      check: finding.check,
      severity: finding.severity,
      words: shown(finding.words),
      mend: (finding.mend ?? []).map(shown),
      ...(fixed.has(finding) && { fixed: true }),
    })),
    sdks: (await walksOf(scene)).map(({ chain: { name, words }, walk: { steps, takes } }) => ({
      name,
      words,
      takes: shown(takes),
      steps: steps.map((step) => ({ state: step.state, words: shown(step.words) })),
    })),
  };
}
