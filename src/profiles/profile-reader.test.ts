import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import * as syncFs from "node:fs";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { ActasError } from "../base/errors.ts";
import { ProfileReader } from "./profile-reader.ts";
import { readProfileFiles } from "./read-profile-files.ts";

let home: string;

beforeEach(async () => {
  home = await fs.mkdtemp("/tmp/actas-profiles-");
  await fs.mkdir(join(home, ".aws"));
});

afterEach(async () => {
  await fs.rm(home, { recursive: true });
});

const write = (name: string, text: string): Promise<void> => fs.writeFile(join(home, name), text);

test("both files are read from HOME", async () => {
  await write(".aws/config", "[profile dev]\nregion = a");
  await write(".aws/credentials", "[dev]\naws_access_key_id = AKID");
  const { config, credentials } = await readProfileFiles({ HOME: home });
  expect(config.path).toBe(join(home, ".aws/config"));
  expect(config.sections.get("profile dev")?.settings.get("region")).toBe("a");
  expect(credentials.sections.has("dev")).toBe(true);
});

test("the environment names other files, `~/` being HOME", async () => {
  await write("c", "[default]\nregion = c");
  await write("k", "[default]\nregion = k");
  const environment = { HOME: home, AWS_CONFIG_FILE: "~/c", AWS_SHARED_CREDENTIALS_FILE: join(home, "k") };
  const { config, credentials } = await readProfileFiles(environment);
  expect(config.sections.get("default")?.settings.get("region")).toBe("c");
  expect(credentials.sections.get("default")?.settings.get("region")).toBe("k");
});

test("missing files are empty, and so is /dev/null", async () => {
  const missing = await readProfileFiles({ HOME: join(home, "nowhere") });
  expect([missing.config.sections.size, missing.credentials.sections.size]).toEqual([0, 0]);
  const nothing = await readProfileFiles({ HOME: home, AWS_CONFIG_FILE: "/dev/null" });
  expect(nothing.config.sections.size).toBe(0);
});

test("a file that cannot be read is an error that names it", async () => {
  const failing = (path: string): Promise<unknown> =>
    readProfileFiles({ HOME: home, AWS_CONFIG_FILE: path }).catch((error: unknown) => error);
  expect(await failing(home)).toEqual(new ActasError("configuration", `cannot read ${home}: it is a directory`));
  expect(await failing("/dev/zero")).toHaveProperty("message", "cannot read /dev/zero: it is not a regular file");
  await fs.symlink("loop", join(home, "loop"));
  expect(await failing(join(home, "loop"))).toHaveProperty(
    "message",
    `cannot read ${join(home, "loop")}: it is a symbolic link that cannot be followed`,
  );
});

test("a file without permission is an error that says so", async () => {
  await write(".aws/config", "");
  const denied = Object.assign(new Error("EACCES"), { code: "EACCES" });
  const reading = spyOn(syncFs, "readFileSync").mockImplementation(() => {
    throw denied;
  });
  try {
    const error = await new ProfileReader().read({ HOME: home }).catch((thrown: unknown) => thrown);
    expect(error).toHaveProperty("code", "configuration");
    expect(error).toHaveProperty("message", `cannot read ${join(home, ".aws/config")}: permission denied`);
  } finally {
    reading.mockRestore();
  }
});

test("a malformed file is an error that names file and line", async () => {
  await write(".aws/credentials", "[default]\nhush");
  await expect(readProfileFiles({ HOME: home })).rejects.toThrow(
    `cannot read ${join(home, ".aws/credentials")}: line 2 is not of the form \`key = value\``,
  );
});

test("an unchanged file is not read again, a changed one is", async () => {
  const reader = new ProfileReader();
  await write(".aws/config", "[default]\nregion = a");
  const first = await reader.read({ HOME: home });
  expect((await reader.read({ HOME: home })).config).toBe(first.config);

  await write(".aws/config.new", "[default]\nregion = b");
  await fs.rename(join(home, ".aws/config.new"), join(home, ".aws/config"));
  const second = await reader.read({ HOME: home });
  expect(second.config.sections.get("default")?.settings.get("region")).toBe("b");
  expect(second.credentials).toBe(first.credentials);
});

test("files that appear and disappear are noticed", async () => {
  const reader = new ProfileReader();
  const size = async (): Promise<number> => (await reader.read({ HOME: home })).config.sections.size;
  expect(await size()).toBe(0);
  await write(".aws/config", "[default]");
  expect(await size()).toBe(1);
  await fs.rm(join(home, ".aws/config"));
  expect(await size()).toBe(0);
});

test("environments with different files do not disturb each other", async () => {
  const reader = new ProfileReader();
  await write("a", "[a]");
  await write("b", "[b]");
  const read = (name: string) => reader.read({ HOME: home, AWS_CONFIG_FILE: join(home, name) });
  const [a, b] = [await read("a"), await read("b")];
  expect([...a.config.sections.keys(), ...b.config.sections.keys()]).toEqual(["a", "b"]);
  expect((await read("a")).config).toBe(a.config);
});
