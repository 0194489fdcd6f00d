/** One row of the table. */
export interface Result {
  readonly name: string;
  /** The measured value, with its unit: `4.9 ms (p95 6.1)`. */
  readonly measured: string;
  /** The value to compare with, measured in the same minute. */
  readonly baseline?: string;
  readonly ratio?: number;
  /** The bound of the ratio: `at most` for times, `at least` for throughput. */
  readonly bound?: { readonly sense: "at most" | "at least"; readonly ratio: number };
}

/** Whether a result keeps its bound; a result without a bound always does. */
export function isKept({ ratio, bound }: Result): boolean {
  if (!bound || ratio === undefined) return true;
  return bound.sense === "at most" ? ratio <= bound.ratio : ratio >= bound.ratio;
}

/** The results as a table with aligned columns. */
export function asTable(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { name, measured, baseline = "", ratio, bound } = result;
    const verdict = bound ? `${bound.sense} ${bound.ratio}${isKept(result) ? "" : "  MISSED"}` : "";
    return [name, measured, baseline, ratio?.toFixed(2) ?? "", verdict];
  });
  const all = [["what", "measured", "compared with", "ratio", "bound"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
