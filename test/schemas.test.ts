import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { z } from "zod";

const ROOT = join(import.meta.dir, "..");

const schema = z.fromJSONSchema(await Bun.file(join(ROOT, "schemas/source.schema.json")).json());

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

describe("the schema of project files", () => {
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
  test.each([[{ refuse: {} }], [{ refuse: [{ account: 1 }] }], [{ refuse: [{ rol: "A" }] }], [{ trust: true }]])(
    "refuses %j",
    (content) => {
      expect(settingsSchema.safeParse(content).success).toBe(false);
    },
  );
});
