import { afterEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programFiles } from "./program-files.ts";
import { RivalIdentity } from "./rival-identity.ts";

const folders: string[] = [];
const rivals = new RivalIdentity();
const KEYS = "[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n";
const NOWHERE = { ACTAS_USER_CONFIG_FILE: null, ACTAS_USER_CREDENTIALS_FILE: null, ACTAS_USER_BOTO_CONFIG: null };

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A home directory, and a folder for copies beside it. */
function home(files: { readonly config?: string; readonly credentials?: string }) {
  const folder = mkdtempSync(join(tmpdir(), "program-files-"));
  folders.push(folder);
  mkdirSync(join(folder, ".aws"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, ".aws", name), text);
  return { folder, environment: { HOME: folder, BOTO_CONFIG: "/dev/null" } };
}

test("a program gets copies under every name, and actas what the user had set", async () => {
  const { folder, environment } = home({ config: "[default]\nregion = r\n", credentials: KEYS });
  const copy = join(folder, "credentials");
  const own = join(folder, ".aws/config");
  expect(await programFiles({ ...environment, AWS_CONFIG_FILE: own }, folder, rivals)).toEqual({
    AWS_CONFIG_FILE: own,
    BOTO_CONFIG: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: copy,
    AWS_CREDENTIAL_PROFILES_FILE: copy,
    CPL_AWS_CREDENTIALS_FILE: copy,
    AWS_SDK_LOAD_CONFIG: "1",
    ...NOWHERE,
    ACTAS_USER_CONFIG_FILE: own,
    ACTAS_USER_BOTO_CONFIG: "/dev/null",
  });
});

test("where nothing is to be hidden, the copies of an outer program do not get in the way", async () => {
  const { folder, environment } = home({ credentials: "[a]\naws_access_key_id = AKIA\n" });
  expect(await programFiles(environment, folder, rivals)).toEqual({
    BOTO_CONFIG: "/dev/null",
    // Java v1 looks below the home directory of the user database, which may be another than HOME.
    AWS_CREDENTIAL_PROFILES_FILE: join(folder, ".aws/credentials"),
    CPL_AWS_CREDENTIALS_FILE: join(folder, ".aws/credentials"),
    ...NOWHERE,
    ACTAS_USER_BOTO_CONFIG: "/dev/null",
  });
});

test("a credentials file elsewhere is the one for those too who would open that of the home directory", async () => {
  const { folder, environment } = home({ credentials: KEYS });
  const elsewhere = join(folder, "elsewhere");
  writeFileSync(elsewhere, "");
  expect(await programFiles({ ...environment, AWS_SHARED_CREDENTIALS_FILE: elsewhere }, folder, rivals)).toMatchObject({
    AWS_CREDENTIAL_PROFILES_FILE: elsewhere,
    CPL_AWS_CREDENTIALS_FILE: elsewhere,
    ACTAS_USER_CREDENTIALS_FILE: elsewhere,
  });
});

test("a path with a tilde is written out, since to some SDKs it is one below the current directory", async () => {
  const { folder } = home({});
  const paths = { AWS_CONFIG_FILE: "~/c", AWS_SHARED_CREDENTIALS_FILE: "~/k", BOTO_CONFIG: "~/b" };
  expect(await programFiles({ HOME: folder, ...paths }, folder, rivals)).toMatchObject({
    AWS_CONFIG_FILE: join(folder, "c"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "k"),
    BOTO_CONFIG: join(folder, "b"),
  });
});

test("a program with a credentials file of its own reads that alone under every name, and no copy of the user's", async () => {
  const { folder, environment } = home({ config: "[default]\nrole_arn = r\nregion = r\n", credentials: KEYS });
  const renewed = join(folder, "renewed-credentials");
  const own = join(folder, ".aws/credentials");
  const found = await programFiles({ ...environment, AWS_SHARED_CREDENTIALS_FILE: own }, folder, rivals, renewed);
  expect(found).toEqual({
    AWS_CONFIG_FILE: join(folder, "config"),
    BOTO_CONFIG: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: renewed,
    AWS_CREDENTIAL_PROFILES_FILE: renewed,
    CPL_AWS_CREDENTIALS_FILE: renewed,
    AWS_SDK_LOAD_CONFIG: "1",
    ...NOWHERE,
    ACTAS_USER_CREDENTIALS_FILE: own,
    ACTAS_USER_BOTO_CONFIG: "/dev/null",
  });
  expect(readdirSync(folder).sort()).toEqual([".aws", "config"]);
});

test("what the program will read is looked at, copies in place of the user's files", async () => {
  const { folder, environment } = home({ config: "[default]\nregion = r\n", credentials: KEYS });
  const looking = new (class extends RivalIdentity {
    override async refuse(paths: readonly string[]): Promise<void> {
      throw new Error(`looked at ${paths.join(" and ")}`);
    }
  })();
  await expect(programFiles(environment, folder, looking)).rejects.toThrow(
    `looked at ${join(folder, ".aws/config")} and ${join(folder, "credentials")}`,
  );
});

test("what a file holds is looked at again when it has changed", async () => {
  const { folder, environment } = home({ config: "[default]\nregion = r\n" });
  const start = () => programFiles(environment, folder, rivals);
  expect(await start()).not.toHaveProperty("AWS_CONFIG_FILE");
  writeFileSync(join(folder, ".aws/config"), "[default]\ncredential_process = x\n");
  expect(await start()).toMatchObject({ AWS_CONFIG_FILE: join(folder, "config") });
});
