import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isOnCi } from "./support/needs.ts";

const ROOT = join(import.meta.dir, "..");
const text = readFileSync(join(ROOT, "docs/concepts/threat-model.md"), "utf8");
const ofServer = readFileSync(join(ROOT, "docs/concepts/threat-model-of-the-server.md"), "utf8");

/** A test that is named: a file, and in brackets behind it perhaps one of its tests. */
interface Named {
  readonly file: string;
  readonly test: string | undefined;
}

test.each([
  ["the command", text, 25],
  ["the team server", ofServer, 12],
])("each row of a table of what %s keeps out names a test", (_, page, least) => {
  const rows = section("Who is kept out", page).filter((line) => line.startsWith("|"));
  const claims = rows.filter((line) => !/^\|-|\| shown by \|$/.test(line));
  expect(claims.length).toBeGreaterThan(least);
  const cells = claims.map((line) => line.split("|").at(-2) ?? "");
  expect(claims.filter((_, index) => namedIn(cells[index]!).length === 0)).toEqual([]);
});

test("each part names a test", () => {
  const parts = section("Part by part")
    .join("\n")
    .split(/^(?=\*\*)/m)
    .slice(1);
  expect(parts.length).toBeGreaterThan(8);
  expect(parts.filter((part) => namedIn(part).length === 0).map((part) => part.split("\n")[0])).toEqual([]);
});

test("each test that is named exists", () => {
  const all = namedIn(text + ofServer);
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter(({ file }) => !existsSync(join(ROOT, file)))).toEqual([]);
  expect(all.filter(({ file, test }) => test && !read(file).includes(test))).toEqual([]);
});

test("none of them may be skipped where all tests run", () => {
  const files = [...new Set(namedIn(text + ofServer).map(({ file }) => file))];
  const skipping = files.filter((file) =>
    /\b(test|it|describe)\.(skip|todo|only)\((?!`\$\{name\} # SKIPPED)/.test(read(file)),
  );
  expect(skipping).toEqual([]);
  const tools = files.flatMap((file) => toolsOf(file).map((tool) => ({ file, tool })));
  expect(tools.filter(({ tool }) => !isOnCi(tool))).toEqual([]);
});

/** The lines below a heading of the second level. */
function section(heading: string, page = text): readonly string[] {
  const [, after = ""] = page.split(`\n## ${heading}\n`);
  return (after.split(/^## /m)[0] ?? "").split("\n");
}

function namedIn(markdown: string): readonly Named[] {
  const named = markdown
    .replaceAll("\n", " ")
    .matchAll(/`((?:src|test)\/[\w./-]+\.(?:test\.ts|txt))`(?: \("([^"]+)"\))?/g);
  return [...named].map(([, file = "", test]) => ({ file, test }));
}

function read(file: string): string {
  return existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), "utf8") : "";
}

/** What tests of a file need, or are skipped. */
function toolsOf(file: string): readonly string[] {
  const inScenario = /^needs (.+)$/m.exec(file.endsWith(".txt") ? read(file) : "")?.[1]?.split(" ") ?? [];
  const inCode = [...read(file).matchAll(/(?:\bneeds|testNeeding)\(([^)]*)\)|\btools: \[([^\]]*)\]/g)];
  const words = inCode.flatMap(([, a = "", b = ""]) =>
    [...`${a}${b}`.matchAll(/"([^"]+)"/g)].map(([, tool = ""]) => tool),
  );
  return [...inScenario, ...words];
}
