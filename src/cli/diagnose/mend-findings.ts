import { ActasError } from "../../base/errors.ts";
import { reasonOf } from "../../base/system-error.ts";
import { askYesOrNo } from "../terminal/ask-user.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import { say } from "../terminal/say.ts";
import type { NamedFinding } from "./run-checks.ts";

/**
 * What `--fix` has mended. Each is asked about first, unless the user said yes to all.
 *
 * @throws {ActasError} `usage` where nobody can be asked
 */
export async function mendFindings(
  findings: readonly NamedFinding[],
  yes: "asked" | "given",
): Promise<ReadonlySet<NamedFinding>> {
  const mended = new Set<NamedFinding>();
  const problem = askingProblem();
  if (yes === "asked" && problem && findings.some(({ fix }) => fix)) {
    throw new ActasError("usage", `cannot ask what to mend: ${problem}`, {
      hints: ["`actas diagnose --fix --yes` mends without asking what can be mended safely"],
    });
  }
  for (const finding of findings) {
    const { fix, words } = finding;
    if (!fix) continue;
    const answer = yes === "given" ? "yes" : await askYesOrNo(`actas: ${words}: ${fix.words}?`, "mend it");
    if (answer === "no") continue;
    try {
      await fix.apply();
      mended.add(finding);
    } catch (error) {
      say(`actas: cannot ${fix.words}: ${reasonOf(error)}`);
    }
  }
  return mended;
}
