import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOSTILE_VALUES } from "../../test/support/hostile-values.ts";
import { pathOf, testWith } from "../../test/support/needs.ts";
import { csh } from "./csh/csh.ts";
import { fish } from "./fish/fish.ts";
import { nu } from "./nu/nu.ts";
import { powershell } from "./powershell/powershell.ts";
import type { ShellDialect } from "./shell-dialect.ts";

interface Row {
  readonly tool: string;
  readonly words: readonly string[];
  readonly dialect: ShellDialect;
  readonly setting?: string;
  /** How the function of the shell evaluates what the program has printed into a file. */
  readonly evaluate: (file: string) => string;
  /** Writes what the shell still has of ours into the file `left`. */
  readonly left: string;
}

const REAL_SHELLS: readonly Row[] = [
  {
    tool: "fish",
    words: ["--no-config"],
    dialect: fish,
    evaluate: (file) => `string join \\n -- (cat ${file}) | source`,
    left: "begin; set -n; functions -an; end | string match '_actas*' >left",
  },
  ...["", "set backslash_quote"].map((setting) => ({
    tool: "tcsh",
    words: ["-f"],
    dialect: csh,
    setting,
    evaluate: (file: string) => `set text = "\`cat ${file}\`"; eval $text:q`,
    left: "(set; alias) | sh -c 'grep ^_actas >left'",
  })),
  {
    tool: "nu",
    words: ["-n"],
    dialect: nu,
    evaluate: (file) => `take-file ${file}`,
    left: '(if "_actas" in $env { "_actas" } else { "" }) | save left',
  },
];

/** Values that the program lets through: it refuses what has control characters. */
const VALUES = HOSTILE_VALUES.filter((value) => !/\p{Cc}/u.test(value));

for (const { dialect, evaluate, left, setting = "", tool, words } of REAL_SHELLS) {
  const name = [tool, ...words, setting].filter(Boolean).join(" ");
  testWith({ tools: [tool] }, `${name} takes every value byte for byte, and has the old ones back`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "actas-shells-"));
    try {
      const variables = Object.fromEntries(VALUES.map((value, index) => [`V${index}`, index % 5 === 4 ? null : value]));
      const before = Object.fromEntries(
        VALUES.flatMap((_, index) => (index % 3 === 0 ? [[`V${index}`, VALUES[VALUES.length - 1 - index] ?? ""]] : [])),
      );
      const state = "it's $(touch hit)`touch hit`;touch hit;\"";
      const kept = { state, due: "2026-01-01T00:00:00Z", agent: 1, colour: 2 };
      writeFileSync(
        join(folder, "acting"),
        dialect.acting({ variables, exported: new Set(Object.keys(before)), kept }),
      );
      writeFileSync(join(folder, "ended"), dialect.ended({ state: "x" }));
      const init = dialect
        .init({ program: "/no/such", prompt: "shown", words: "compat" })
        // What is private to the module of nushell is tried within it.
        .replace(
          "export-env {",
          "export def --env take-file [file] { take (open --raw $file | from json) }\n  export-env {",
        );
      writeFileSync(join(folder, "init"), init);
      const script = [
        ...[
          setting,
          "source init",
          "source init",
          evaluate("acting"),
          "env -0 >during",
          evaluate("ended"),
          "env -0 >after",
        ],
        ...["aws-as-deactivate", left],
      ].join("\n");
      writeFileSync(join(folder, "script"), tool === "nu" ? script.replace(/^env -0 >/gm, "^env '-0' o> ") : script);
      const { stderr } = Bun.spawnSync([pathOf(tool) ?? tool, ...words, "script"], {
        cwd: folder,
        env: { PATH: "/usr/bin:/bin", HOME: folder, LANG: "C.UTF-8", ...before },
      });
      expect(stderr.toString().replace(/^actas: `hide .*\n/, "")).toBe("");
      const values = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null));
      expect<Record<string, string | null>>(ours(readFileSync(join(folder, "during"), "utf8"))).toEqual(values);
      expect(ours(readFileSync(join(folder, "after"), "utf8"))).toEqual(before);
      expect(readFileSync(join(folder, "left"), "utf8")).toBe("");
      expect(await Bun.file(join(folder, "hit")).exists()).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test("PowerShell is given one statement, in which every text is quoted", () => {
  const text = powershell.acting({
    variables: { A: "it's ‘$(x)`", B: null },
    exported: new Set(),
    kept: { state: "s" },
  });
  expect(text).toBe(
    "_actas_take -Variables @{ A = 'it''s ‘‘$(x)`'; B = $null } -Kept @{ State = 's'; Agent = $null; Colour = $null; Due = $null; Tried = '' }\n",
  );
});

function ours(environment: string): Record<string, string> {
  const entries = environment
    .split("\0")
    .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]);
  return Object.fromEntries(entries.filter(([name]) => /^V\d+$/.test(name ?? "")));
}
