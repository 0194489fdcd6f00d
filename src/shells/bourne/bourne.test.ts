import { expect } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOSTILE_VALUES } from "../../../test/support/hostile-values.ts";
import { pathOf, testWith } from "../../../test/support/needs.ts";
import type { ShellDialect } from "../shell-dialect.ts";
import { bash } from "./bash.ts";
import { sh } from "./sh.ts";
import { zsh } from "./zsh.ts";

const REAL_SHELLS: readonly { tool: string; words: readonly string[]; dialect: ShellDialect; setting?: string }[] = [
  { tool: "bash", words: ["--norc"], dialect: bash },
  { tool: "bash", words: ["--norc", "--posix"], dialect: bash },
  { tool: "zsh", words: ["-f"], dialect: zsh },
  { tool: "zsh", words: ["-f"], dialect: zsh, setting: "setopt rc_quotes ksh_arrays sh_word_split" },
  { tool: "dash", words: [], dialect: sh },
  { tool: "busybox", words: ["sh"], dialect: sh },
  { tool: "ksh93", words: [], dialect: sh },
  { tool: "mksh", words: [], dialect: sh },
];

for (const { dialect, setting = "", tool, words } of REAL_SHELLS) {
  const name = [tool, ...words, setting].filter(Boolean).join(" ");
  testWith({ tools: [tool] }, `${name} takes every value byte for byte, and has the old ones back`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "actas-bourne-"));
    try {
      const variables = Object.fromEntries(
        HOSTILE_VALUES.map((value, index) => [`V${index}`, index % 5 === 4 ? null : value]),
      );
      // Of three variables, one is exported, one is not and one is not set.
      const before = Object.fromEntries(
        HOSTILE_VALUES.flatMap((_, index) =>
          index % 3 === 0 ? [[`V${index}`, HOSTILE_VALUES[HOSTILE_VALUES.length - 1 - index] ?? ""]] : [],
        ),
      );
      const inside = HOSTILE_VALUES.flatMap((_, index) => (index % 3 === 1 ? [`V${index}=inside`] : [])).join("\n");
      const acting = dialect.acting({
        variables,
        exported: new Set(Object.keys(before)),
        kept: { state: "it's $(touch hit)`touch hit`", due: "2026-01-01T00:00:00Z", agent: 1, colour: 2 },
      });
      const script = [
        ...[setting, inside, dialect.init({ program: "/no/such", prompt: "shown", words: "compat" })],
        ...[acting, "env -0 >acting", dialect.ended({ state: "x" }), 'env -0 >after; printf "%s" "$V1$V4" >inside'],
        ...["_actas_as deactivate; set | grep ^_actas_ >left || :"],
      ].join("\n");
      writeFileSync(join(folder, "script"), script);
      const { stderr } = Bun.spawnSync([pathOf(tool) ?? tool, ...words, "script"], {
        cwd: folder,
        env: { PATH: "/usr/bin:/bin", ...before },
      });
      expect(stderr.toString()).toBe("");
      const values = Object.entries(variables).filter(([, value]) => value !== null);
      expect(Object.entries(ours(readFileSync(join(folder, "acting"), "utf8"))).sort()).toEqual(
        values.sort() as [string, string][],
      );
      expect(ours(readFileSync(join(folder, "after"), "utf8"))).toEqual(before);
      expect(readFileSync(join(folder, "inside"), "utf8")).toBe("insideinside");
      expect(readFileSync(join(folder, "left"), "utf8")).toBe("");
      expect(await Bun.file(join(folder, "hit")).exists()).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

function ours(environment: string): Record<string, string> {
  const entries = environment
    .split("\0")
    .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]);
  return Object.fromEntries(entries.filter(([name]) => /^V\d+$/.test(name ?? "")));
}
