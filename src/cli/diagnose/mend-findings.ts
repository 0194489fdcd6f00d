import { reasonOf } from "../../base/system-error.ts";
import { askYesOrNo } from "../terminal/ask-user.ts";
import { say } from "../terminal/say.ts";
import type { NamedFinding } from "./run-checks.ts";

/** What `--fix` has mended. Each is asked about first, unless the user said yes to all. */
export async function mendFindings(
  findings: readonly NamedFinding[],
  yes: "asked" | "given",
): Promise<ReadonlySet<NamedFinding>> {
  const mended = new Set<NamedFinding>();
  for (const finding of findings) {
    const { fix, words } = finding;
    if (!fix) continue;
    const answer = yes === "given" ? "yes" : await askYesOrNo(`actas: ${words}: ${fix.words}?`, "mend it");
    if (answer === "no") continue;
    try {
      fix.apply();
      mended.add(finding);
    } catch (error) {
      say(`actas: cannot ${fix.words}: ${reasonOf(error)}`);
    }
  }
  return mended;
}
