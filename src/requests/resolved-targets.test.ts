import { expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CredentialRequest } from "../base/credential-request.ts";
import { createReaders } from "./read-files.ts";
import { resolve } from "./resolve.ts";

const CONFIG = "[profile staging]\nrole_arn = arn:aws:iam::111122223333:role/Staging\nsource_profile = ana\n";
const FILES = {
  ".aws/config": CONFIG,
  ".aws/credentials": "[ana]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = s3cret\n",
};

/** A home with these files, and what its requests mean. */
function home() {
  const folder = mkdtempSync(join(tmpdir(), "actas-resolved-"));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  const readers = createReaders();
  const meaning = (request: Partial<CredentialRequest> = {}) =>
    resolve(
      readers,
      {
        ...{ target: "staging", freshness: "cached", interaction: "never" },
        ...request,
        environment: { HOME: folder, ...request.environment },
      },
      "other",
      () => Promise.reject(new Error("no profile runs a command")),
    );
  return { write, meaning, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

test("the same request is resolved once while its files stay as they are", async () => {
  using here = home();
  expect(await here.meaning()).toBe(await here.meaning());
});

test.each([
  ["the AWS config", ".aws/config", CONFIG.replace("role/Staging", "role/Other")],
  ["the AWS credentials", ".aws/credentials", `${FILES[".aws/credentials"]}# another line\n`],
  ["a source", ".config/actas/sources.d/corp.json", '{"oauth": {}}'],
  ["a source of Mairu", ".config/mairu/servers.d/corp.json", "{}"],
  ["a region for all", ".aws/config", `[default]\nregion = eu-west-3\n${CONFIG}`],
])("a change of %s counts from the next request on", async (_what, file, text) => {
  using here = home();
  const before = await here.meaning();
  here.write(file, text);
  expect(await here.meaning()).not.toBe(before);
});

test("a target that was resolved is refused as soon as the settings say so, and used again after", async () => {
  using here = home();
  await here.meaning();
  here.write(".config/actas/config.json", '{"refuse": [{"role": "Staging"}]}');
  await expect(here.meaning()).rejects.toThrow("is refused by");
  await expect(here.meaning()).rejects.toThrow("is refused by");
  here.write(".config/actas/config.json", "{}");
  expect(await here.meaning()).toMatchObject({ name: "staging" });
});

test.each<Partial<CredentialRequest>>([
  { target: "ana" },
  { region: "eu-west-2" },
  { durationSeconds: 900 },
  { secondHop: { roleArn: "arn:aws:iam::111122223333:role/Next" } },
  { environment: { AWS_REGION: "eu-west-2" } },
  { environment: { HTTPS_PROXY: "http://127.0.0.1:1" } },
])("a request with %p means something else", async (difference) => {
  using here = home();
  expect(await here.meaning(difference)).not.toBe(await here.meaning());
});

test("a request with a code is not remembered", async () => {
  using here = home();
  const withCode = { tokenCode: "123456", serialNumber: "arn:aws:iam::111122223333:mfa/ana" };
  expect(await here.meaning(withCode)).not.toBe(await here.meaning(withCode));
});
