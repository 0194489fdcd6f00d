import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { keyringSession } from "../support/keyring-session.ts";
import { testWith } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import type { Block } from "./blocks.ts";
import { follow } from "./follow.ts";
import { LAST, NOT_TYPED_IN_TABLES, PLACEHOLDERS, TABLE_PLAYS } from "./table-plays.ts";
import { tableRowsOf } from "./table-rows.ts";

const pages = [...new Glob("docs/guides/{moving-from-*,coming-from-*}.md").scanSync(ROOT)].sort().map((path) => {
  const text = readFileSync(join(ROOT, path), "utf8");
  return { path, text, rows: tableRowsOf(path, text) };
});

const SOURCE = [...new Glob("src/**/*.ts").scanSync(ROOT)]
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(ROOT, path), "utf8"))
  .join("\n");

for (const { path, text, rows } of pages) {
  const { config, keyring, ...play } = TABLE_PLAYS[path] ?? {};
  const tools = ["aws", "bash", ...(keyring ? ["gnome-keyring", "dbus"] : [])];
  testWith({ tools, timeoutMs: 300_000 }, `every command in a table of ${path} works`, async () => {
    await using session = keyring ? await keyringSession() : undefined;
    const { DBUS_SESSION_BUS_ADDRESS = "" } = session?.environment ?? {};
    const environment = { ...play.environment, ...(session && { DBUS_SESSION_BUS_ADDRESS }) };
    const shown = config && [`printf '%s\\n' '${configIn(text).replaceAll("\n", "' '")}' > .aws/config`];
    const before = { ...play.before, "": [...(shown ?? []), ...(play.before?.[""] ?? [])] };
    expect(await follow(typedIn(rows), { ...play, before, environment })).toEqual([]);
  });
}

test("there are tables of commands on every page about another tool", () => {
  expect(pages.filter(({ rows }) => rows.length < 5)).toEqual([]);
  expect(Object.keys(TABLE_PLAYS).sort()).toEqual(pages.map(({ path }) => path));
});

test("every command that is not typed is in a table", () => {
  const named = pages.flatMap(({ rows }) => rows.flatMap(({ commands }) => commands));
  expect(Object.keys(NOT_TYPED_IN_TABLES).filter((command) => !named.includes(command))).toEqual([]);
});

test("every key and variable of another tool of which a table says that it is read, is read", () => {
  const read = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^\| ([^|]+) \| (?:read|the same)\b/gm)].flatMap(([, theirs = ""]) =>
      [...theirs.matchAll(/`([a-z]+(?:_[a-z]+)*|_[a-z_]+|[A-Z]+(?:_[A-Z]+)*)`/g)].map(([, name = ""]) => ({
        path,
        name,
      })),
    ),
  );
  expect(read.length).toBeGreaterThan(25);
  expect(read.filter(({ name }) => !new RegExp(`["{. ]${name}\\b`).test(SOURCE))).toEqual([]);
});

/** Each command once, in the order in which it can be typed. */
function typedIn(rows: ReturnType<typeof tableRowsOf>): Block[] {
  const commands = new Map(
    rows.flatMap(({ at, commands }) => commands.map((command) => [command, at] as const)).toReversed(),
  );
  return [...commands]
    .toReversed()
    .filter(([command]) => !(command in NOT_TYPED_IN_TABLES))
    .toSorted(([one], [other]) => rank(one) - rank(other))
    .map(([command, at]) => ({ at, language: "sh", lines: [filledIn(command)] }));
}

function rank(command: string): number {
  return LAST.findIndex((ends) => ends.test(command));
}

/** `eval` of nothing succeeds, so the keys or the file that `export` sets are looked at. */
function filledIn(command: string): string {
  const filled = command.replace(/\b[A-Z]{3,}\b/g, (word) => PLACEHOLDERS[word] ?? word);
  return filled.startsWith('eval "$(actas export ')
    ? `(${filled} && test -n "$AWS_SESSION_TOKEN$AWS_SHARED_CREDENTIALS_FILE")`
    : filled;
}

function configIn(text: string): string {
  return /^```ini\n(.*?)^```/ms.exec(text)?.[1]?.trimEnd() ?? "";
}
