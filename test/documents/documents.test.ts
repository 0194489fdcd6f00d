import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { testWith } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import { type Block, blocksOf, commandsOf, languagesOf } from "./blocks.ts";
import { follow } from "./follow.ts";
import { NOT_PLAYED, NOT_TYPED } from "./not-played.ts";
import { PLAYS, type Play } from "./plays.ts";

const texts = ["*.md", "docs/**/*.md"]
  .flatMap((pattern) => [...new Glob(pattern).scanSync(ROOT)].sort())
  // Written from the help of the program, and compared with it on every check.
  .filter((path) => path !== "docs/reference/commands.md")
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

const pages = texts
  .map(({ path, text }) => ({ path, blocks: blocksOf(path, text) }))
  .filter(({ blocks }) => blocks.length > 0);

for (const { path, blocks } of pages) {
  const played = blocks.filter(({ lines }) => !((lines[0] ?? "") in NOT_PLAYED));
  if (played.length === 0) continue;
  testWith({ tools: ["aws", "bash", "curl"], timeoutMs: 300_000 }, `${path} prints what it shows`, async () => {
    const play = PLAYS[path] ?? {};
    const wrong = await Promise.all(sectionsOf(played, play).map((section) => follow(section, play)));
    expect(wrong.flat()).toEqual([]);
  });
}

test("every block of a page is a terminal, which is played here, or a file", () => {
  expect([...new Set(texts.flatMap(({ text }) => languagesOf(text)))].sort()).toEqual([
    "console",
    "dockerfile",
    "ini",
    "json",
    "jsonc",
    "sh",
    "sql",
    "text",
  ]);
});

test("no command has a comment behind it, which zsh would give to the command as words", () => {
  const commands = pages.flatMap(({ blocks }) => blocks).filter(({ lines }) => !((lines[0] ?? "") in NOT_PLAYED));
  expect(commands.flatMap(commandsOf).filter(({ command }) => /(^|\s)#/.test(command))).toEqual([]);
});

test("every exception is for something that a page shows", () => {
  const all = pages.flatMap(({ blocks }) => blocks);
  const firstLines = all.map(({ lines }) => lines[0] ?? "");
  const commands = all.flatMap(commandsOf).map(({ command }) => command);
  expect(Object.keys(NOT_PLAYED).filter((line) => !firstLines.includes(line))).toEqual([]);
  expect(Object.keys(NOT_TYPED).filter((line) => !commands.includes(line))).toEqual([]);
});

function sectionsOf(blocks: readonly Block[], { sections = [] }: Play): Block[][] {
  const parts: Block[][] = [[]];
  for (const block of blocks) {
    if (sections.includes(block.lines[0] ?? "")) parts.push([]);
    parts.at(-1)?.push(block);
  }
  return parts;
}
