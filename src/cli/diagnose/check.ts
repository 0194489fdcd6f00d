import type { Scene } from "./scene.ts";

/** How bad a finding is. `unknown`: it could not be looked at, and the finding says why. */
export type Severity = "error" | "warning" | "unknown" | "fine";

/** One thing that a check has seen, in words. */
export interface CheckFinding {
  readonly severity: Severity;
  readonly words: string;
  /** Commands or lines that mend it; the first is the best. */
  readonly mend?: readonly string[];
  /** What `--fix` does about it: safe, and undone by hand if need be. */
  readonly fix?: { readonly words: string; readonly apply: () => void | Promise<void> };
}

/** Looks at one thing. What it throws becomes a finding. */
export interface Check {
  /** One or two words, for the first column and for `--json`. */
  readonly name: string;
  readonly run: (scene: Scene) => Promise<readonly CheckFinding[]>;
}
