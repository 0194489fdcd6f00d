import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ActasError } from "../../base/errors.ts";
import { SourceReader } from "../source-reader.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "actas-maws-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const WHOLE = [
  "[maws]",
  "well_known_url = https://auth.example.com/.well-known/openid-configuration",
  "client_id = N7lULzWtfVUDGymwDs0yDEq6ZcwmFazj",
  "idtoken_for_roles_url = https://roles.example.com/roles",
];

function write(path: string, lines: readonly string[]): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), lines.join("\n"));
  return join(folder, path);
}

const reader = new SourceReader();

function read(more: Record<string, string> = {}) {
  return reader.read({ HOME: folder, XDG_CONFIG_DIRS: `${folder}/xdg-first:${folder}/xdg-second`, ...more });
}

async function problem(more: Record<string, string> = {}): Promise<ActasError | undefined> {
  return (await read(more)).unusable[0]?.error;
}

test("a config.ini of maws is the source maws, with its ports, its path and its host of the redirect", async () => {
  const path = write(".config/maws/config.ini", [...WHOLE, "scope = openid email", "output = envvar"]);
  expect((await read()).sources).toEqual([
    {
      kind: "web-identity",
      id: "maws",
      url: "https://auth.example.com/.well-known/openid-configuration",
      origin: path,
      defaultGrantType: "code",
      clientId: "N7lULzWtfVUDGymwDs0yDEq6ZcwmFazj",
      scopes: ["openid", "email"],
      rolesUrl: "https://roles.example.com/roles",
      ports: [10800, 10801, 20800, 20801, 30800, 30801, 40800, 40801, 50800, 50801, 60800, 60801],
      redirectPath: "/redirect_uri",
      redirectHost: "localhost",
    },
  ]);
});

test("the user's file counts before the system's, and of these the first directory, key by key", async () => {
  write("xdg-second/maws/config.ini", [...WHOLE, "scope = second"]);
  write("xdg-first/maws/config.ini", ["[maws]", "scope = first", "client_id = first"]);
  write(".config/maws/config.ini", ["[maws]", "client_id = mine"]);
  expect((await read()).sources).toMatchObject([{ clientId: "mine", scopes: ["openid", "first"] }]);
});

test("files that the user names take the place of all others, and what changes is read again", async () => {
  write(".config/maws/config.ini", WHOLE);
  const [one, other] = [write("one.ini", WHOLE), write("other.ini", ["[maws]", "client_id = other"])];
  const ACTAS_MAWS_CONFIG = `${one}:${other}`;
  const { sources } = await read({ ACTAS_MAWS_CONFIG });
  expect(sources).toMatchObject([{ clientId: "other", origin: `${one} and ${other}` }]);
  expect((await read({ ACTAS_MAWS_CONFIG })).sources[0]).toBe(sources[0]!);
  write("other.ini", ["[maws]", "client_id = changed"]);
  expect((await read({ ACTAS_MAWS_CONFIG })).sources).toMatchObject([{ clientId: "changed" }]);
});

test("what configparser reads is read: [DEFAULT], colons, continued lines, percent signs", async () => {
  const [, url, client, roles] = WHOLE;
  const lines = ["# mine", "[DEFAULT]", `${client}`, "[maws]", `${url}`.replace(" =", ":"), `${roles}?a=%%20b`];
  write(".config/maws/config.ini", [...lines, "scope = openid", "  email", "[other]", "client_id = no"]);
  expect((await read()).sources).toMatchObject([
    { scopes: ["openid", "email"], rolesUrl: "https://roles.example.com/roles?a=%20b" },
  ]);
});

test("without any file there is no source, and a file of sources.d with that id takes its place", async () => {
  expect(await read()).toEqual({ sources: [], unusable: [] });
  write(".config/maws/config.ini", WHOLE);
  const own = { id: "maws", web_identity: { well_known_url: "https://own.example.com", client_id: "own" } };
  write(".config/actas/sources.d/maws.json", [JSON.stringify(own)]);
  expect((await read()).sources).toMatchObject([{ clientId: "own" }]);
});

test.each([
  [WHOLE.slice(0, 2), "`client_id` and `idtoken_for_roles_url` are missing in the section [maws]"],
  [["[other]", "client_id = x"], "`client_id` and `idtoken_for_roles_url` and `well_known_url` are missing"],
  [[...WHOLE, "well_known_url = https://twice.example.com"], "[maws] has `well_known_url` twice"],
  [["[maws]", "[maws]"], "it has the section [maws] twice"],
  [["- a z=x:", "y: z"], "line 1 is outside any section"],
  [[...WHOLE, "scope = %(secret)s"], "`scope` has a % that is not written %%"],
  [["[maws]", "well_known_url = http://auth.example.com", ...WHOLE.slice(2)], "`well_known_url` cannot be used"],
  [[...WHOLE.slice(0, 3), "idtoken_for_roles_url = ftp://x"], "`idtoken_for_roles_url` cannot be used"],
])("a file %j cannot be used, and its name and the reason are said", async (lines, reason) => {
  const path = write(".config/maws/config.ini", lines);
  const error = await problem();
  expect(error?.message).toContain(reason);
  expect(error?.message).toContain(path);
});

test("a file for all users counts only if no other user may change it, the user's own in any case", async () => {
  const path = write("xdg-first/maws/config.ini", WHOLE);
  chmodSync(path, 0o666);
  expect((await problem())?.message).toStartWith(`cannot use ${path}: `);
  chmodSync(path, 0o644);
  expect((await read()).sources).toMatchObject([{ id: "maws" }]);
  rmSync(path);
  chmodSync(write(".config/maws/config.ini", WHOLE), 0o666);
  expect((await read()).sources).toMatchObject([{ id: "maws" }]);
});

test("a file that is named and not there is an error", async () => {
  const error = await problem({ ACTAS_MAWS_CONFIG: `${folder}/nowhere.ini` });
  expect(error?.message).toBe(`cannot read ${folder}/nowhere.ini: there is no such file, or nothing in it`);
});
