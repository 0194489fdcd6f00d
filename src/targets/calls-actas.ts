/** Words that may stand before the program a command runs. */
const BEFORE_PROGRAM = /^(?:env|exec|command|\w+=.*)$/s;

/** Whether a `credential_process` runs actas, whatever its path, quotes and arguments. */
export function callsActas(command: string): boolean {
  const words = command.match(/(?:[^\s"'\\]|\\.|"[^"]*"|'[^']*')+/gs) ?? [];
  const programs = words.map(
    (word) =>
      word
        .replace(/["'\\]/g, "")
        .split("/")
        .at(-1) ?? "",
  );
  const program = programs.find((name) => !BEFORE_PROGRAM.test(name));
  return program === "actas" || program === "actas.exe";
}
