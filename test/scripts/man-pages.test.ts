import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manPages } from "../../scripts/man-pages.ts";
import { COMMAND_TABLE } from "../../src/cli/command-line/command-table.ts";
import { helpParts } from "../../src/cli/command-line/help-parts.ts";
import { subjectOf } from "../../src/cli/command-line/help-subject.ts";
import { testNeeding } from "../support/needs.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-man-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PAGES = manPages({ version: "1.2.3", day: "2026-11-28" });
for (const [name, page] of PAGES) writeFileSync(join(folder, name), page);
const FILES = [...PAGES.keys()].map((name) => join(folder, name));

/** Everything a program prints, and its exit code. */
function ran(command: readonly string[], env: Readonly<Record<string, string>> = {}): [said: string, code: number] {
  const { exitCode, stderr, stdout } = Bun.spawnSync([...command], { env: { ...process.env, ...env } });
  return [`${stdout}${stderr}`, exitCode];
}

/** A page as a terminal shows it, without bold and in one line. */
function shown(name: string): string {
  const env = { MANWIDTH: "100", LC_ALL: "C.UTF-8", MAN_KEEP_FORMATTING: "" };
  const [text, code] = ran(["man", "-P", "cat", "-l", join(folder, `${name}.1`)], env);
  expect(code).toBe(0);
  return text.replace(/\s+/g, " ");
}

test("there is a page for the program, each command that help shows, and each command of a group", () => {
  expect(PAGES.size).toBeGreaterThan(45);
  expect([...PAGES.keys()]).toEqual(
    expect.arrayContaining(["actas.1", "actas-exec.1", "actas-list.1", "actas-list-sign-ins.1"]),
  );
  expect([...PAGES.keys()].filter((name) => !/^actas(-[a-z]+)*\.1$/.test(name))).toEqual([]);
});

testNeeding("mandoc")("mandoc finds nothing to warn of", () => {
  expect(ran(["mandoc", "-T", "lint", "-W", "warning", ...FILES])).toEqual(["", 0]);
});

testNeeding("groff")("groff finds nothing to warn of", () => {
  const { exitCode, stderr } = Bun.spawnSync(["groff", "-ww", "-man", "-Tutf8", ...FILES]);
  expect([String(stderr), exitCode]).toEqual(["", 0]);
});

testNeeding("man")("man shows every option, its description and every example of a command as help has them", () => {
  const text = shown("actas-exec");
  const exec = COMMAND_TABLE.find(({ name }) => name === "exec")!;
  const { examples, groups } = helpParts(subjectOf(exec));
  for (const [flags, words] of [...groups.values()].flat()) {
    expect(text).toContain(`${flags.replace(/[<>]/g, "")} ${words.replaceAll("`", "").replace(/\s+/g, " ")}`);
  }
  for (const { command } of examples) expect(text).toContain(command);
  expect(text).toContain("actas 1.2.3 2026-11-28");
});

testNeeding("groff")("what is to be typed can be copied: hyphens, quotes and backslashes are those of ASCII", () => {
  const [all] = ran(["groff", "-man", "-Tutf8", "-P-c", "-P-b", "-P-u", ...FILES]);
  expect(all.match(/[‐−‘’“”´]/g)).toBeNull();
  expect(all).toContain("actas cache list --json | jq -r '.credentials[].label'");
});
