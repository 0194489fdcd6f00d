import bash from "./scripts/actas.bash" with { type: "text" };
import fish from "./scripts/actas.fish" with { type: "text" };
import powershell from "./scripts/actas.ps1" with { type: "text" };
import zsh from "./scripts/actas.zsh" with { type: "text" };

const SCRIPTS = { bash, zsh, fish, powershell };

/** The shells that can complete what is typed after `actas`. */
export type CompletingShell = keyof typeof SCRIPTS;

/** What a shell evaluates once to complete command lines of actas. It runs nothing before a person presses TAB. */
export function completionScript(shell: CompletingShell): string {
  return SCRIPTS[shell].trimEnd();
}
