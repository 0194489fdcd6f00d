import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { z } from "zod";
import { parseCommentedJson } from "../src/files/commented-json.ts";
import { parseSourceFile } from "../src/source-files/parse-source-file.ts";

const ROOT = join(import.meta.dir, "..");

const schema = z.fromJSONSchema(await Bun.file(join(ROOT, "schemas/source.schema.json")).json());

/** Every block of JSON in the docs. */
const blocks = [...new Glob("{docs,src}/**/*.md").scanSync(ROOT), "README.md"].flatMap((path) => {
  const text = readFileSync(join(ROOT, path), "utf8");
  return [...text.matchAll(/^ *```jsonc?\n(.*?)^ *```/gms)].map(([, block = ""]) => [path, block] as const);
});

const examples = blocks.filter(([, block]) => /"(aws_sso|oauth)":/.test(block));

test("the docs show both kinds of sources", () => {
  const kinds = examples
    .map(([path, text]) => parseSourceFile(text, path))
    .map((found) => "kind" in found && found.kind);
  expect(new Set(kinds)).toEqual(new Set(["identity-center", "credential-server"]));
});

test.each(examples)("an example of %s is as the schema says", (_, text) => {
  expect(schema.safeParse(parseCommentedJson(text)).error?.message).toBeUndefined();
});

describe("the schema refuses", () => {
  test.each([
    [{}],
    [{ url: "https://x.example.com/" }],
    [{ url: "https://x.example.com/", aws_sso: {} }],
    [{ url: "https://x.example.com/", aws_sso: { region: "r" }, oauth: { client_id: "a" } }],
    [{ url: "https://x.example.com/", aws_sso: { region: "r", local_prt: 1 } }],
    [{ url: "https://x.example.com/", aws_sso: { region: "r", local_port: "1" } }],
    [{ url: "https://x.example.com/", oauth: { client_id: "" } }],
  ])("%j", (content) => {
    expect(schema.safeParse(content).success).toBe(false);
  });
});

const projectSchema = z.fromJSONSchema(await Bun.file(join(ROOT, "schemas/project-file.schema.json")).json());

const projectExamples = blocks.filter(([, block]) => /^ *"(server|profile)":/m.test(block));

describe("the schema of project files", () => {
  test.each(projectExamples)("is what an example of %s follows", (_, text) => {
    expect(projectSchema.safeParse(parseCommentedJson(text)).error?.message).toBeUndefined();
  });

  test("knows every key there is", async () => {
    const { additionalProperties } = await Bun.file(join(ROOT, "schemas/project-file.schema.json")).json();
    expect(additionalProperties).toBe(false);
  });

  test.each([
    [{ server: "contoso", role: "dev" }],
    [{ profile: "staging", account: "111122223333", region: "eu-west-1", mode: "env" }],
    [{ server: "corp", role: "111122223333/Dev", assume_role: { role_arn: "arn:aws:iam::111122223333:role/X" } }],
  ])("accepts %j", (content) => {
    expect(projectSchema.safeParse(content).error?.message).toBeUndefined();
  });

  test.each([
    [{}],
    [{ server: "contoso" }],
    [{ profile: "staging", server: "contoso", role: "dev" }],
    [{ profile: "staging", account: "1111" }],
    [{ profile: "staging", mode: "docker" }],
  ])("refuses %j", (content) => {
    expect(projectSchema.safeParse(content).success).toBe(false);
  });
});

const settingsSchema = z.fromJSONSchema(await Bun.file(join(ROOT, "schemas/config.schema.json")).json());

describe("the schema of the settings", () => {
  test.each(blocks.filter(([, block]) => block.includes('"agentIdleTimeoutSeconds"')))(
    "is what an example of %s follows",
    (_, text) => {
      expect(settingsSchema.safeParse(JSON.parse(text)).error?.message).toBeUndefined();
    },
  );

  test.each([[{ refuse: {} }], [{ refuse: [{ account: 1 }] }], [{ refuse: [{ rol: "A" }] }], [{ trust: true }]])(
    "refuses %j",
    (content) => {
      expect(settingsSchema.safeParse(content).success).toBe(false);
    },
  );
});
