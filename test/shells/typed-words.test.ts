import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";

/** What is typed after `as`, and the hint for it. */
const TYPED: Readonly<Record<string, string>> = {
  "readonly -- aws s3 ls": "`actas exec readonly -- aws s3 ls` runs one command",
  "readonly terraform plan": "`actas exec readonly -- terraform plan` runs one command",
  "exec readonly": "`actas exec TARGET -- CMD` runs one command",
  status: "`actas status --here`, or `actas whoami`, says what this shell acts as",
  none: "`as -` ends what this shell acts as",
  "--unset": "`as -` ends what this shell acts as",
  stagin: 'did you mean "staging"?',
  "-r readonly": "`as readonly` acts as it",
  "-c readonly": "`as readonly` acts as it",
};

worldTestUnless(
  needs("bash"),
  "a word after `as` that is no target is answered with what it means, and changes nothing",
  async (world) => {
    const lines = Object.keys(TYPED).map((words) => `actas-as ${words} 2>&1 | grep -m 1 hint:; echo "$ACTAS_TARGET"`);
    const script = ['eval "$(actas shell init bash)"', "actas-as ben", ...lines].join("\n");
    const { stdout } = await world.runProgram(["bash", "-c", script]);
    const told = Object.values(TYPED).flatMap((hint) => [`actas: hint: ${hint}`, "ben"]);
    expect(stdout.trim().split("\n")).toEqual(told);
  },
);
