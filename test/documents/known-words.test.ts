import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import type { Command } from "commander";
import { commandLine } from "../../src/cli/command-line/command-line.ts";
import { configurationKeys } from "../../src/server/configuration/configuration-keys.ts";
import { ROOT } from "../support/program.ts";

/** What users read. */
const PAGES = ["README.md", ...new Glob("docs/**/*.md").scanSync(ROOT)].filter(
  (path) => !/^docs\/(contributing|decisions)\//.test(path),
);
const TEXTS = PAGES.map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
const SOURCE = [...new Glob("src/**/*.ts").scanSync(ROOT)]
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(ROOT, path), "utf8"))
  .join("\n");

/** Options of other programs, the beginning of several of ours, and the end of a host's name. */
const NOT_OUR_OPTIONS = [
  "--no-auto-refresh",
  "--no-preflight-check",
  "--no-color",
  "--no-session",
  "--no-emoji",
  "--endpoint-url",
  "--assume-role-",
  "-fips",
  // Of podman and Docker.
  ...[
    "--network",
    "--restart",
    "--env",
    "--env-file",
    "--unsetenv",
    "--volume",
    "--hooks-dir",
    "--user",
    "--publish",
    "--publish-all",
    "--hostname",
    "--dns",
  ],
];
/** Put in when the program is built. */
const BUILT_IN = ["ACTAS_COMMIT", "ACTAS_VERSION"];

test("every option that a page names alone is one of a command", () => {
  const ours = new Set(
    allBelow(commandLine()).flatMap(({ options }) => options.flatMap(({ long, short }) => [long, short])),
  );
  const named = TEXTS.flatMap(({ path, text }) =>
    [...text.matchAll(/`(--?[a-z][\w-]*)[^`]*`/g)].map(([, option = ""]) => ({ path, option })),
  );
  expect(named.length).toBeGreaterThan(50);
  const known = [...ours, ...NOT_OUR_OPTIONS];
  expect(named.filter(({ option }) => !known.includes(option))).toEqual([]);
  expect(NOT_OUR_OPTIONS.filter((other) => ours.has(other) || !named.some(({ option }) => option === other))).toEqual(
    [],
  );
});

test("every variable of ours that a page names is one that the program knows, and the other way round", () => {
  const names = (text: string): string[] => [...new Set(text.match(/\bACTAS_[A-Z_]+[A-Z]\b/g))].sort();
  const inPages = names(TEXTS.map(({ text }) => text).join("\n"));
  const ofServer = configurationKeys().map(({ variable }) => variable);
  const inSource = [...new Set([...names(SOURCE), ...ofServer])].filter((name) => !BUILT_IN.includes(name)).sort();
  expect(inPages.length).toBeGreaterThan(10);
  expect(inSource).toEqual(inPages);
});

function allBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allBelow)];
}
