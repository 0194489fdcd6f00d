import { describe, expect, test } from "bun:test";
import { oneLineExport } from "./one-line-export.ts";

const VARIABLES = { A: "ASIA/+x=", GONE: null, B: "corp:1111/Admin", EMPTY: "" } as const;
const LINE = oneLineExport(VARIABLES);

const WAYS = {
  "without quotes": '$(printf %s "$LINE")',
  "with eval and quotes": 'eval "$LINE"',
  "with eval and no quotes": 'eval $(printf %s "$LINE")',
} as const;

for (const shell of ["bash", "dash", "zsh", "mksh"]) {
  describe(shell, () => {
    test.skipIf(!Bun.which(shell)).each(Object.entries(WAYS))("sets the same %s", (_, way) => {
      const script = `${way}; printf '%s|' "$A" "$B" "\${EMPTY-unset}" "\${GONE-unset}"`;
      const { stderr, stdout } = Bun.spawnSync([shell, "-c", script], {
        env: { LINE, GONE: "x", PATH: "/usr/bin:/bin" },
      });
      expect(stderr.toString() + stdout.toString()).toBe("ASIA/+x=|corp:1111/Admin||unset|");
    });
  });
}

test.each(["a b", "*", "$(id)", "`id`", "a;id", "a'b", 'a"b', "\\", "~", "{a,b}", "=ls", "a:=ls", "a\nb", "[x]", "é"])(
  "the value %j, which a shell would change, is refused",
  (value) => {
    expect(() => oneLineExport({ ACTAS_TARGET: value })).toThrow("cannot write ACTAS_TARGET in one line");
  },
);
