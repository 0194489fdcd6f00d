const PIECES = [
  ..."'\"\\!$`%&|;<>(){}[]*?~#^=+-,.:@ \t\n",
  ..."\r\u0001\u0007\u001b\u007f",
  ..."aZ09",
  ...["ä", "‘", "’", "‚", "‛", "\u00a0", "\u2028", "漢", "🔑"],
  ...["\\n", "\\\n", "''", "'\\''", "$HOME", "$(id)", "`id`", "!!", "!$", "\n\n", "%PATH%", "$\u007bx}"],
];

/** The same values in every run, so that a failure can be reproduced. */
function hostileValues(count: number): string[] {
  let state = 20260102;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % limit;
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: below(30) }, () => PIECES[below(PIECES.length)]).join(""),
  );
}

/** Texts in which some shell could find more than text. */
export const HOSTILE_VALUES: readonly string[] = ["", ...PIECES, "x".repeat(4000), ...hostileValues(300)];
