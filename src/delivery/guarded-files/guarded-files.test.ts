import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guardedFiles, otherNamesOf } from "./guarded-files.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function home(files: { config?: string | Buffer; credentials?: string | Buffer; boto?: string }) {
  const folder = mkdtempSync(join(tmpdir(), "guarded-files-"));
  folders.push(folder);
  const paths = { configFile: join(folder, "user-config"), credentialsFile: join(folder, "user-credentials") };
  const botoFile = join(folder, "user-boto");
  if (files.config !== undefined) writeFileSync(paths.configFile, files.config);
  if (files.credentials !== undefined) writeFileSync(paths.credentialsFile, files.credentials);
  if (files.boto !== undefined) writeFileSync(botoFile, files.boto);
  return { folder, options: { ...paths, botoFiles: [botoFile] as const, directory: folder } };
}

test("files without an identity in the default profile are not copied", async () => {
  const { folder, options } = home({
    config: "[default]\nregion = eu-west-1\n\n[profile a]\nrole_arn = x\n",
    credentials: "[a]\naws_access_key_id = AKIA\n",
  });
  expect(guardedFiles(options)).toEqual({});
  expect(existsSync(join(folder, "config")) || existsSync(join(folder, "credentials"))).toBe(false);
});

test("missing files need no guard", async () => {
  expect(guardedFiles(home({}).options)).toEqual({});
});

test("only the file that would win is replaced, by a copy that is private and read-only", async () => {
  const { folder, options } = home({
    config: "[default]\nregion = eu-west-1\n",
    credentials: "[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n",
  });
  const copy = join(folder, "credentials");
  expect(guardedFiles(options)).toEqual({ AWS_SHARED_CREDENTIALS_FILE: copy });
  expect(readFileSync(copy, "utf8")).toBe("[default]\n");
  expect(statSync(copy).mode & 0o777).toBe(0o400);
});

test("both files are replaced when both would win", async () => {
  const { folder, options } = home({
    config: "[default]\ncredential_process = x\n",
    credentials: "[default]\naws_access_key_id = AKIA\n",
  });
  expect(guardedFiles(options)).toEqual({
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  });
});

test("keys of boto are hidden from botocore", () => {
  const { folder, options } = home({ boto: "[Credentials]\naws_access_key_id = AKIA\n" });
  expect(guardedFiles(options)).toEqual({ BOTO_CONFIG: join(folder, "boto") });
  expect(readFileSync(join(folder, "boto"), "utf8")).toBe("[Credentials]\n");
});

test("a pipe is not read: it may never have a writer", () => {
  const { options } = home({});
  expect(Bun.spawnSync(["mkfifo", options.botoFiles[0]]).exitCode).toBe(0);
  expect(guardedFiles(options)).toEqual({});
});

test("bytes that are not text are copied unchanged", async () => {
  const odd = Buffer.from([0x23, 0xff, 0xfe, 0xc3, 0x28, 0x00, 0x85, 0x0a]);
  const { folder, options } = home({ config: Buffer.concat([odd, Buffer.from("[default]\nrole_arn = x\n"), odd]) });
  guardedFiles(options);
  expect(readFileSync(join(folder, "config"))).toEqual(Buffer.concat([odd, Buffer.from("[default]\n"), odd]));
});

test("a folder that is missing is an error", async () => {
  const { folder, options } = home({ config: "[default]\nrole_arn = x\n" });
  const directory = join(folder, "missing");
  expect(() => guardedFiles({ ...options, directory })).toThrow(`cannot write ${join(directory, "config")}`);
});

test("a profile built on the default profile stays so, and the files agree on how", () => {
  const { folder, options } = home({
    config: "[profile a]\nrole_arn = x\nsource_profile = default\n",
    credentials: "[default]\naws_access_key_id = AKIA\n",
  });
  guardedFiles(options);
  expect(readFileSync(join(folder, "config"), "utf8")).toContain("source_profile = actas-kept-default\n");
  expect(readFileSync(join(folder, "credentials"), "utf8")).toContain("[actas-kept-default]\naws_access_key_id");
});

test("SDKs with other variables for the credentials file find it, and load the config file only if it exists", () => {
  const { options } = home({ config: "" });
  const names = { AWS_CREDENTIAL_PROFILES_FILE: "/copy", CPL_AWS_CREDENTIALS_FILE: "/copy" };
  const config = options.configFile;
  expect(otherNamesOf({ config, credentials: "/copy" }, { isElsewhere: true })).toEqual({
    ...names,
    AWS_SDK_LOAD_CONFIG: "1",
  });
  expect(otherNamesOf({ config: `${config}-missing`, credentials: "/copy" }, { isElsewhere: true })).toEqual(names);
});
