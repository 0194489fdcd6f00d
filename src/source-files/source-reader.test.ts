import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { chmod, mkdir, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findSource } from "./find-source.ts";
import { problemsOf, type SourceDefinitions } from "./source-definitions.ts";
import { SourceReader } from "./source-reader.ts";

let home = "";
const OURS = ".config/actas/sources.d";
const MAIRUS = ".config/mairu/servers.d";

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "actas-sources-"));
});
afterEach(() => rm(home, { recursive: true }));

async function write(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await Bun.write(join(home, path), typeof content === "string" ? content : JSON.stringify(content));
}

function center(id: string, region = "eu-west-1"): object {
  return { id, url: `https://${id}.awsapps.com/start`, aws_sso: { region } };
}

function read(reader = new SourceReader()): Promise<SourceDefinitions> {
  return reader.read({ HOME: home });
}

test("without a folder there is no source", async () => {
  expect(await read()).toEqual({ sources: [], unusable: [] });
});

test("sources of both folders are found, by id, and ours win", async () => {
  await write(`${OURS}/b.json`, center("corp", "eu-west-1"));
  await write(`${MAIRUS}/a.json`, center("corp", "us-east-1"));
  await write(`${MAIRUS}/b.json`, center("acme"));
  const { sources, unusable } = await read();
  expect(sources.map(({ id, origin }) => [id, origin])).toEqual([
    ["acme", join(home, MAIRUS, "b.json")],
    ["corp", join(home, OURS, "b.json")],
  ]);
  expect(unusable).toEqual([]);
});

test("XDG_CONFIG_HOME moves both folders, unless it is relative", async () => {
  await write("elsewhere/actas/sources.d/x.json", center("corp"));
  const reader = new SourceReader();
  expect((await reader.read({ HOME: home, XDG_CONFIG_HOME: join(home, "elsewhere") })).sources).toHaveLength(1);
  expect((await reader.read({ HOME: home, XDG_CONFIG_HOME: "elsewhere" })).sources).toHaveLength(0);
});

test("files that *.json does not match in a shell are not read", async () => {
  await write(`${OURS}/.corp.json`, "hush");
  await write(`${OURS}/corp.json~`, "hush");
  await write(`${OURS}/README`, "hush");
  expect(await read()).toEqual({ sources: [], unusable: [] });
});

test("an unreadable file is ignored with a reason, and the others are read", async () => {
  await write(`${OURS}/broken.json`, '{ "client_secret": "hush }');
  await write(`${OURS}/corp.json`, center("corp"));
  await mkdir(join(home, OURS, "folder.json"));
  await symlink("/dev/zero", join(home, OURS, "zero.json"));
  const definitions = await read();
  expect(definitions.sources.map(({ id }) => id)).toEqual(["corp"]);
  expect(problemsOf(definitions)).toEqual([
    `cannot read ${join(home, OURS, "broken.json")}: line 1, column 20 is not JSON: a string is not closed`,
    `cannot read ${join(home, OURS, "folder.json")}: it is a directory`,
    `cannot read ${join(home, OURS, "zero.json")}: it is not a regular file`,
  ]);
});

test("a folder that is a file holds nothing", async () => {
  await write(OURS, "hush");
  expect((await read()).sources).toEqual([]);
});

describe("an id that two files of one folder have", () => {
  beforeEach(async () => {
    await write(`${OURS}/a.json`, center("corp", "eu-west-1"));
    await write(`${OURS}/b.json`, center("corp", "us-east-1"));
    await write(`${MAIRUS}/c.json`, center("corp", "us-west-2"));
  });

  test("names none of them, and nothing else", async () => {
    const definitions = await read();
    expect(definitions.sources).toEqual([]);
    const [a, b] = [join(home, OURS, "a.json"), join(home, OURS, "b.json")];
    expect(() => findSource("corp", definitions)).toThrow(`cannot use source "corp": ${a} and ${b} describe it`);
  });

  test("names the one that is left", async () => {
    const reader = new SourceReader();
    await read(reader);
    await rm(join(home, OURS, "a.json"));
    expect((await read(reader)).sources).toMatchObject([{ id: "corp", region: "us-east-1" }]);
  });
});

test("an unusable file of ours is not replaced by another of the same id", async () => {
  await write(`${OURS}/corp.json`, { id: "corp", url: "https://corp.awsapps.com/start" });
  await write(`${MAIRUS}/corp.json`, center("corp"));
  const definitions = await read();
  expect(() => findSource("corp", definitions)).toThrow('it has neither "web_identity" nor "oauth" nor "aws_sso"');
});

test("an unchanged file is not read again, a changed one is, and a removed one is gone", async () => {
  const reader = new SourceReader();
  await write(`${OURS}/corp.json`, center("corp"));
  const [first] = (await read(reader)).sources;
  expect((await read(reader)).sources[0]).toBe(first!);

  await write(`${OURS}/corp.json.new`, center("corp", "us-east-1"));
  await rename(join(home, OURS, "corp.json.new"), join(home, OURS, "corp.json"));
  expect((await read(reader)).sources).toMatchObject([{ region: "us-east-1" }]);

  await rm(join(home, OURS, "corp.json"));
  expect((await read(reader)).sources).toEqual([]);
});

describe("the folders that an administrator keeps for all users", () => {
  const readShared = (reader = new SourceReader()) =>
    reader.read({ HOME: home, XDG_CONFIG_DIRS: `${home}/first:${home}/second:relative` });

  test("come last, the first of them first", async () => {
    await write("second/actas/sources.d/a.json", center("corp", "us-east-1"));
    await write("second/actas/sources.d/b.json", center("acme"));
    await write("first/actas/sources.d/a.json", center("corp", "eu-north-1"));
    await write(`${MAIRUS}/b.json`, center("acme", "eu-west-3"));
    const { sources } = await readShared();
    expect(sources.map(({ id, origin }) => [id, origin])).toEqual([
      ["acme", join(home, MAIRUS, "b.json")],
      ["corp", join(home, "first/actas/sources.d/a.json")],
    ]);
  });

  test.each(["first/actas/sources.d/a.json", "first/actas/sources.d", "first"])(
    "are not believed where other users may write to %s",
    async (open) => {
      await write("first/actas/sources.d/a.json", center("corp"));
      await chmod(join(home, open), open.endsWith(".json") ? 0o666 : 0o777);
      const { sources, unusable } = await readShared();
      expect(sources).toEqual([]);
      expect(unusable.map(({ error }) => error.message)).toEqual([
        expect.stringMatching(/^cannot use .*a\.json: (every user|other users) may write to /),
      ]);
    },
  );

  test("are read again only when a file has changed", async () => {
    await write("first/actas/sources.d/a.json", center("corp"));
    const reader = new SourceReader();
    expect(await readShared(reader)).toBe(await readShared(reader));
  });
});
