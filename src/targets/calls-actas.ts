/** Words that may precede the program in a command. */
const BEFORE_PROGRAM = /^(?:env|exec|command|\w+=.*)$/s;

/** Whether a `credential_process` runs actas, with any path, quoting and arguments. */
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
