import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ActasError } from "../../base/errors.ts";
import { SourceReader } from "../../source-files/source-reader.ts";
import { type NewSource, writeSource } from "./write-source.ts";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "actas-setup-"));
});
afterEach(() => rm(home, { recursive: true }));

const FOLDER = ".config/actas/sources.d";

function corp(existing: NewSource["existing"] = "kept", region = "eu-west-1", id = "corp"): Promise<string> {
  const content = { id, url: "https://corp.awsapps.com/start", aws_sso: { region } };
  return writeSource({ content, existing }, { HOME: home }).then(({ path }) => path);
}

async function put(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await Bun.write(join(home, path), typeof content === "string" ? content : JSON.stringify(content));
}

async function refusal(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => "none",
    (caught: unknown) => caught,
  );
  if (!(error instanceof ActasError)) throw new Error(`expected a refusal, got ${error}`);
  expect(error.code).toBe("usage");
  return error.message;
}

test("a file is written that people can read, editors complete, and the reader reads", async () => {
  const path = await corp();
  expect(path).toBe(join(home, FOLDER, "corp.json"));
  expect(await readFile(path, "utf8")).toBe(`{
  "$schema": "../schemas/source.schema.json",
  "id": "corp",
  "url": "https://corp.awsapps.com/start",
  "aws_sso": {
    "region": "eu-west-1"
  }
}
`);
  expect(await Bun.file(join(dirname(path), "../schemas/source.schema.json")).json()).toHaveProperty(
    "properties.aws_sso",
  );
  expect((await new SourceReader().read({ HOME: home })).sources).toMatchObject([{ id: "corp", origin: path }]);
});

describe("a source that is there already", () => {
  test("is kept, unless it is to be replaced", async () => {
    const path = await corp();
    expect(await refusal(corp("kept", "us-east-1"))).toBe(`cannot set up "corp": ${path} describes it already`);
    expect(await readFile(path, "utf8")).toContain("eu-west-1");
    await corp("replaced", "us-east-1");
    expect(await readFile(path, "utf8")).toContain("us-east-1");
  });

  test("in a file of another name is replaced there", async () => {
    await put(`${FOLDER}/company.json`, { id: "corp", url: "https://x.example.com", aws_sso: { region: "r" } });
    expect(await refusal(corp())).toContain("company.json describes it already");
    expect(await corp("replaced")).toBe(join(home, FOLDER, "company.json"));
    expect(await readdir(join(home, FOLDER))).toEqual(["company.json"]);
  });

  test("in Mairu's folder stays there, and is outranked only when asked for", async () => {
    const file = ".config/mairu/servers.d/corp.json";
    await put(file, { id: "corp", url: "https://x.example.com", aws_sso: { region: "r" } });
    expect(await refusal(corp())).toContain("mairu/servers.d/corp.json describes it already");
    expect(await corp("replaced")).toBe(join(home, FOLDER, "corp.json"));
    expect(await readFile(join(home, file), "utf8")).toContain("x.example.com");
  });
});

test("a file of that name that describes another source is never replaced", async () => {
  await put(`${FOLDER}/corp.json`, { id: "other", url: "https://x.example.com", aws_sso: { region: "r" } });
  const message = `cannot write ${join(home, FOLDER, "corp.json")}: it describes the source "other"`;
  expect(await refusal(corp())).toBe(message);
  expect(await refusal(corp("replaced"))).toBe(message);
});

test("a file of that name that cannot be read is replaced only when asked for", async () => {
  await put(`${FOLDER}/corp.json`, "hush");
  expect(await refusal(corp())).toContain("describes it already");
  expect(await readFile(join(home, FOLDER, "corp.json"), "utf8")).toBe("hush");
  await corp("replaced");
});

test.each(["../corp", "a/b", ".corp", "a:b", "", "a b", "-y"])("%p is no name for a source", async (id) => {
  expect(await refusal(corp("kept", "eu-west-1", id))).toStartWith(`cannot set up "${id}": a name has`);
  expect(await readdir(home)).toEqual([]);
});
