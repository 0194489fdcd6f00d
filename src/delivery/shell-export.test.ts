import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "bun";
import { HOSTILE_VALUES } from "../../test/support/hostile-values.ts";
import { testWith } from "../../test/support/needs.ts";
import type { Shell } from "../base/shells.ts";
import { shellExport, shellOf } from "./shell-export.ts";

interface RealShell {
  readonly program: string;
  readonly shell: Shell;
  /** Arguments before a script's text. */
  readonly run: readonly string[];
  /** A user's setting that changes what quotes mean. */
  readonly setting?: string;
}

const REAL_SHELLS: readonly RealShell[] = [
  { program: "dash", shell: "sh", run: ["-c"] },
  { program: "bash", shell: "bash", run: ["--norc", "-c"] },
  { program: "zsh", shell: "zsh", run: ["-f", "-c"] },
  { program: "zsh", shell: "zsh", run: ["-f", "-c"], setting: "setopt rc_quotes" },
  { program: "fish", shell: "fish", run: ["--no-config", "-c"] },
  { program: "tcsh", shell: "csh", run: ["-f", "-c"] },
  { program: "tcsh", shell: "csh", run: ["-f", "-c"], setting: "set backslash_quote" },
  { program: "pwsh", shell: "powershell", run: ["-NoProfile", "-Command"] },
];

/** The variable of a shell that has the status of the last command. */
const STATUS: Partial<Record<Shell, string>> = { csh: "status", fish: "status" };

for (const { program, shell, run, setting } of REAL_SHELLS) {
  const name = `${program} takes every value byte for byte${setting ? ` after \`${setting}\`` : ""}`;
  testWith({ tools: [program] }, name, async () => {
    const variables = Object.fromEntries(HOSTILE_VALUES.map((value, index) => [`V${index}`, value]));
    const after = environmentAfter([program, ...run], `${setting ?? ""}\n${shellExport(variables, shell)}`);
    for (const [name, value] of Object.entries(variables)) {
      if (shell === "powershell" && value === "") continue;
      expect(after.get(name)).toBe(value);
    }
  });

  if (setting) continue;
  const unset = `${program} takes a variable away, set or not`;
  testWith({ tools: [program] }, unset, async () => {
    const after = environmentAfter([program, ...run], shellExport({ OLD: null, NEVER: null, NEW: "1" }, shell), {
      OLD: "x",
    });
    expect([after.has("OLD"), after.has("NEVER"), after.get("NEW")]).toEqual([false, false, "1"]);
  });
}

for (const { program, shell, run, setting } of REAL_SHELLS) {
  if (setting || shell === "powershell") continue;
  testWith(
    { tools: [program] },
    `${program} has status 0 after a variable that was not set is taken away`,
    async () => {
      const script = `${shellExport({ NEW: "1", NEVER: null }, shell)}env STATUS=$${STATUS[shell] ?? "?"} `;
      expect(environmentAfter([program, ...run], script).get("STATUS")).toBe("0");
    },
  );
}

/** For fish, which writes its settings there. */
const HOME = mkdtempSync(join(tmpdir(), "actas-shell-"));
afterAll(() => rmSync(HOME, { recursive: true }));

function environmentAfter(command: readonly string[], script: string, env: Record<string, string> = {}) {
  const printed = spawnSync([...command, `${script}env -0`], {
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C.UTF-8", HOME, ...env },
    stderr: "pipe",
  });
  expect(printed.stderr.toString()).toBe("");
  const lines = printed.stdout.toString().split("\0");
  return new Map(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

test("a POSIX shell reads `export NAME='value'` lines", () => {
  expect(shellExport({ A: "it's", B: null }, "sh")).toBe("export A='it'\\''s'\nunset B\n");
});

test("PowerShell's strings double every kind of single quote", () => {
  expect(shellExport({ A: "it's ‘x’", B: null }, "powershell")).toBe("$Env:A = 'it''s ‘‘x’’'\n$Env:B = $null\n");
});

test.each(["", "1A", "A-B", "A B", "A;id", "Ä", "A\n"])("the name %p is refused", (name) => {
  expect(() => shellExport({ [name]: "x" }, "sh")).toThrow("is not the name of a variable");
});

test.each<[string | undefined, Shell]>([
  ["/usr/bin/zsh", "zsh"],
  ["/bin/bash", "bash"],
  ["fish", "fish"],
  ["/bin/tcsh", "csh"],
  ["/usr/bin/pwsh", "powershell"],
  ["/bin/mksh", "sh"],
  ["/opt/constructor", "sh"],
  ["", "sh"],
  [undefined, "sh"],
])("SHELL=%p means %s", (path, shell) => {
  expect(shellOf("make", path)).toBe(shell);
});

test.each([
  ["fish", "fish"],
  ["tcsh", "csh"],
  ["pwsh", "powershell"],
  ["dash", "sh"],
  ["zsh", "zsh"],
] as const)("a parent that is %s counts before SHELL", (parent, shell) => {
  expect(shellOf(parent, "/bin/bash")).toBe(shell);
  expect(shellOf(parent, "/usr/bin/fish")).toBe(shell);
});
