import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Glob } from "bun";
import type { Command } from "commander";
import { commandLine } from "../src/cli/command-line/command-line.ts";
import { splitWords } from "../src/cli/commands/exec.ts";

const ROOT = join(import.meta.dir, "..");

const pages = await Promise.all(
  // In Bun 1.4.5 one pattern of the form {*.md,docs/**/*.md} matches nothing.
  ["*.md", "{docs,src}/**/*.md"]
    .flatMap((pattern) => [...new Glob(pattern).scanSync(ROOT)].sort())
    .map(async (path) => ({ path, text: await Bun.file(join(ROOT, path)).text() })),
);

test("every link within the repository leads to a page, and every anchor to a heading", () => {
  expect(pages.flatMap(({ path, text }) => brokenLinks(path, text))).toEqual([]);
});

test("every page of docs/ can be reached by links from the README", () => {
  const reached = reachedFrom("README.md");
  expect(pages.map(({ path }) => path).filter((path) => path.startsWith("docs/") && !reached.has(path))).toEqual([]);
});

test("decisions are numbered without a gap, and the index has them in that order", () => {
  const files = pages.flatMap(({ path }) => /^docs\/decisions\/(\d{4}-.*\.md)$/.exec(path)?.[1] ?? []).sort();
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
  const index = pages.find(({ path }) => path === "docs/decisions/README.md")!.text;
  expect([...index.matchAll(/^- \[(\d{4})\]\(\1(-.*\.md)\)/gm)].map(([, number, rest]) => number! + rest)).toEqual(
    files,
  );
  const headings = pages.filter(({ path }) => /^docs\/decisions\/\d/.test(path)).map(({ path, text }) => [path, text]);
  expect(headings.filter(([path, text]) => !text!.startsWith(`# ${path!.slice(15, 19)}: `))).toEqual([]);
});

test("every command line in the docs is one the program understands", async () => {
  const found = pages.flatMap(({ path, text }) => commandLinesIn(text).map((line) => ({ path, line })));
  expect(found.length).toBeGreaterThan(50);
  const wrong = await Promise.all(found.map(async ({ path, line }) => [`${path}: actas ${line}`, await problem(line)]));
  expect(wrong.filter(([, reason]) => reason)).toEqual([]);
}, 60_000);

test("no filter of jq has brackets that zsh takes for a pattern", () => {
  const filters = pages.flatMap(({ text }) => text.match(/\bjq .*/g) ?? []);
  expect(filters.length).toBeGreaterThan(5);
  expect(filters.filter((filter) => /^[^']*[[\]]/.test(filter))).toEqual([]);
}, 60_000);

test("the help of every command shows how to call it", () => {
  const { text } = pages.find(({ path }) => path === "docs/reference/commands.md")!;
  const commands = text.split(/^## (?=actas)/m).slice(1);
  expect(commands.length).toBeGreaterThan(30);
  const withoutExample = commands.filter((page) => {
    const [name] = page.split("\n");
    return !page.slice(page.indexOf("\nExamples:\n")).includes(`\n  ${name} `) && !page.includes(`\n  ${name}\n`);
  });
  expect(withoutExample.map((page) => page.split("\n")[0])).toEqual([]);
});

test.each([
  "exec staging --duration 1h",
  "exec staging --profile ana -- true",
  "exprot staging",
  "export --colour staging",
])("a command line that does not work is noticed: actas %s", async (line) => {
  expect(await problem(line)).not.toBe("");
});

function brokenLinks(path: string, text: string): string[] {
  return linksIn(text)
    .filter((link) => !/^(https?|mailto):/.test(link))
    .filter((link) => {
      const { file, anchor } = targetOf(path, link);
      if (!existsSync(join(ROOT, file))) return true;
      return anchor !== "" && !anchorsOf(pages.find((page) => page.path === file)?.text ?? "").includes(anchor);
    })
    .map((link) => `${path}: ${link}`);
}

function reachedFrom(start: string): Set<string> {
  const reached = new Set([start]);
  for (const path of reached) {
    const text = pages.find((page) => page.path === path)?.text ?? "";
    for (const link of linksIn(text)) reached.add(targetOf(path, link).file);
  }
  return reached;
}

function linksIn(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
}

function targetOf(path: string, link: string): { file: string; anchor: string } {
  const [file = "", anchor = ""] = link.split("#");
  return { file: file ? join(dirname(path), file) : path, anchor };
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function withoutCode(text: string): string {
  return text.replace(/^```.*?^```/gms, "");
}

/** What follows the word `actas` wherever it is a command: in a block, or in backticks. */
function commandLinesIn(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```\w*\n(.*?)^ *```/gms)].flatMap(([, block = ""]) => block.split("\n"));
  const inline = [...withoutCode(text).matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...blocks, ...inline]
    .flatMap(withSubstitutions)
    .flatMap((line) =>
      [...line.matchAll(/(?:^\s*(?:\$ )?|[;|&(=`] ?|\w=\S+ )actas ([^|;&)`#]+?)(?= {2,}|[|;&)`#]|$)/g)]
        .map(([, words = ""]) => words.trim())
        .filter((words) => words !== "…"),
    );
}

/** The line, and what it holds in `$(…)`, each as a line of its own. */
function withSubstitutions(line: string): string[] {
  return [
    line.replace(/\$\([^()]*\)/g, "VALUE"),
    ...[...line.matchAll(/\$\(([^()]*)\)/g)].map(([, inner = ""]) => inner),
  ];
}

/** Why the program would refuse the line before it does anything; empty when it would not. */
async function problem(line: string): Promise<string> {
  const argv = [...line.replace(/ [<>] \S+$/, "").matchAll(/(?:[^\s'"]|'[^']*'?|"[^"]*"?)+/g)].map(([word]) =>
    word.replace(/['"]/g, ""),
  );
  const app = commandLine();
  for (const command of all(app)) harmless(command, argv);
  try {
    await app.parseAsync(argv, { from: "user" });
    return "";
  } catch (error) {
    const { exitCode, message } = error as { exitCode?: number; message: string };
    return exitCode === 0 ? "" : message;
  }
}

function all(command: Command): Command[] {
  return [command, ...command.commands.flatMap(all)];
}

function harmless(command: Command, argv: readonly string[]): void {
  command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  if (command.commands.length > 0 && !["sandbox", "setup", "shell", "trust"].includes(command.name())) return;
  command.action((words: unknown) => {
    const isMention = argv.length === 1;
    if (command.name() !== "exec" || isMention) return;
    const { misplaced, rest } = splitWords(words as string[], argv);
    if (misplaced !== undefined || rest[0]?.startsWith("-")) throw new Error("options of exec stand before the target");
  });
}
