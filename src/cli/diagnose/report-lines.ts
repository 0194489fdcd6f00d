import { counted } from "../../base/counted.ts";
import type { Output } from "../json/print-json.ts";
import { table } from "../text/table.ts";
import { wrappedWords } from "../text/wrapped-words.ts";

type Report = Output<"diagnose">;

/** Errors first: the report may be longer than the screen. */
const ORDER: readonly Report["findings"][number]["severity"][] = ["error", "warning", "unknown", "fine"];

/** Fewer columns than this are too few for a sentence. */
const LEAST = 24;

/** The report for people. */
export function reportLines({ findings, redacted, sdks, version }: Report, columns: number): readonly string[] {
  const sorted = ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const width = Math.max(...findings.map(({ check }) => check.length), 0);
  const lines = sorted.flatMap(({ check, fixed, mend, severity, words }) => {
    const head = `${severity.padEnd(8)} ${check.padEnd(width)}  `;
    const wrapped = wrappedWords(words, Math.max(columns - head.length, LEAST));
    // What mends it may be a command to copy, which stays in one line.
    const below = fixed ? ["mended"] : mend;
    return [...wrapped, ...below].map((text, index) => (index === 0 ? head : " ".repeat(head.length)) + text);
  });
  const isSame = new Set(sdks.map(({ takes }) => takes)).size === 1;
  const taken = isSame ? [["any SDK", sdks[0]!.takes]] : sdks.map(({ takes, words }) => [words, takes]);
  return [
    `actas ${version}`,
    "",
    ...lines,
    ...(taken.length > 0 ? ["", ...table([["A PROGRAM WITH", "TAKES HERE"], ...taken], columns)] : []),
    "",
    summary(findings),
    ...(redacted ? ["names are masked, so that this can be shown to others; `--no-redact` shows them"] : []),
  ];
}

/** The steps of one SDK, in its order. */
export function stepLines({ steps, takes, words }: Report["sdks"][number]): readonly string[] {
  return [
    `a program with ${words} takes ${takes}`,
    ...steps.map((step, index) => `  ${index + 1}. ${MARKS[step.state]}  ${step.words}`),
  ];
}

const MARKS = { taken: "takes ", hidden: "hidden", absent: "      ", fails: "stops " } as const;

function summary(findings: Report["findings"]): string {
  const count = (severity: string): number => findings.filter((one) => one.severity === severity && !one.fixed).length;
  const [errors, warnings] = [count("error"), count("warning")];
  if (errors + warnings === 0) return "nothing is wrong, as far as it was looked at";
  return `${counted(errors, "error")}, ${counted(warnings, "warning")}`;
}
