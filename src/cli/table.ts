import { printable } from "../base/printable.ts";

/** Rows in columns as wide as they need to be, two spaces apart; the first row is the head. */
export function table(lines: readonly (readonly string[])[]): string {
  const rows = lines.map((line) => line.map(printable));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
