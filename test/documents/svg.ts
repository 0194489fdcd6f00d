/** Text of one style: names of {@link STYLES}. */
export interface StyledText {
  readonly style: string;
  readonly text: string;
}

const CELL = { width: 8.4, height: 20 };
const MARGIN = 16;

const STYLES = `
    .page { fill: #f6f8fa; stroke: #d0d7de; }
    text { fill: #1f2328; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre; }
    .bold { font-weight: bold; }
    .dim { fill: #59636e; }
    .inverse { text-decoration: underline; }
    .colour-1 { fill: #b3261e; }
    .colour-2 { fill: #116329; }
    .colour-3 { fill: #7d4e00; }
    .colour-4 { fill: #0550ae; }
    .colour-5 { fill: #8250df; }
    .colour-6 { fill: #1b7c83; }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117; stroke: #3d444d; }
      text { fill: #e6edf3; }
      .dim { fill: #9198a1; }
      .colour-1 { fill: #ff7b72; }
      .colour-2 { fill: #56d364; }
      .colour-3 { fill: #e3b341; }
      .colour-4 { fill: #79c0ff; }
      .colour-5 { fill: #d2a8ff; }
      .colour-6 { fill: #56d4dd; }
    }
  `;

/** Lines of a terminal as a picture that is legible on light and on dark pages, in any fixed-width font. */
export function svgOf(lines: readonly (readonly StyledText[])[], columns: number): string {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, lines.length * CELL.height + 2 * MARGIN];
  const words = lines
    .map((runs) =>
      runs
        .map(({ text }) => text)
        .join("")
        .trimEnd(),
    )
    .join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
  <title>A terminal</title>
  <desc>${escaped(words)}</desc>
  <style>${STYLES}</style>
  <rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${lines.map(line).filter(Boolean).join("\n")}
</svg>
`;
}

function line(runs: readonly StyledText[], index: number): string {
  const y = MARGIN + (index + 0.75) * CELL.height;
  const kept = withoutBlankEnd(runs);
  const length = kept.reduce((sum, { text }) => sum + text.length, 0);
  if (length === 0) return "";
  const spans = kept.map(({ style, text }) =>
    style ? `<tspan class="${style}">${escaped(text)}</tspan>` : escaped(text),
  );
  return `  <text x="${MARGIN}" y="${y}" textLength="${(length * CELL.width).toFixed(1)}" xml:space="preserve">${spans.join("")}</text>`;
}

function withoutBlankEnd(runs: readonly StyledText[]): readonly StyledText[] {
  const last = runs.at(-1);
  if (!last) return runs;
  const text = last.style.includes("inverse") ? last.text : last.text.trimEnd();
  return text ? [...runs.slice(0, -1), { ...last, text }] : withoutBlankEnd(runs.slice(0, -1));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
