import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { findProfile, profileNames, ssoSessionNames } from "../../src/profiles/profile.ts";
import { askBotocore } from "../differential/whom.ts";
import { profileFiles } from "../profile-files.ts";
import { testNeeding } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import { fileBlocks } from "./file-blocks.ts";

const blocks = fileBlocks(/ini/)
  // The file of another tool.
  .filter(({ text }) => !text.startsWith("[maws]"))
  .map(({ at, text }) => ({
    at,
    // `[NAME]` alone is a profile in the credentials file only; in the config file it is `[profile NAME]`.
    ...(/^\[(?:profile|sso-session|services) /m.test(text)
      ? { config: text, credentials: "" }
      : { config: "", credentials: text }),
  }));

/** Where keys of profiles are read. */
const READERS = [...new Glob("src/{profiles,targets,requests}/**/*.ts").scanSync(ROOT)]
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(ROOT, path), "utf8"))
  .join("\n");

test("there are blocks of both AWS files", () => {
  expect(blocks.filter(({ config }) => config).length).toBeGreaterThan(10);
  expect(blocks.filter(({ credentials }) => credentials).length).toBeGreaterThan(0);
});

testNeeding("python3", "boto3")("a page's AWS files are read alike by botocore and by actas", async () => {
  const theirs = await askBotocore(blocks);
  const read = await Promise.all(
    blocks.map(async ({ at, config, credentials }, index) => {
      const { error, profiles } = theirs[index]!;
      return { ours: { at, profiles: await ourProfiles({ config, credentials }) }, theirs: { at, error, profiles } };
    }),
  );
  expect(read.map((one) => one.theirs)).toEqual(read.map(({ ours }) => ({ ...ours, error: null })));
});

test("a page's AWS files have only keys that are read", () => {
  const keys = blocks.flatMap(({ at, config, credentials }) =>
    [...`${config}${credentials}`.matchAll(/^(\w+) *=/gm)].map(([, key = ""]) => ({ at, key })),
  );
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.filter(({ key }) => !READERS.includes(`"${key}"`))).toEqual([]);
});

test("every section of a page's AWS files is one that is read", async () => {
  for (const { at, config, credentials } of blocks) {
    const files = await profileFiles({ config, credentials });
    const headers = [...`${config}${credentials}`.matchAll(/^\[(.*)\]$/gm)].map(([, header = ""]) => header);
    const names = headers.map((header) => header.replace(/^(profile|sso-session) /, ""));
    expect([at, ...[...ssoSessionNames(files), ...profileNames(files)].sort()]).toEqual([at, ...names.sort()]);
  }
});

async function ourProfiles(texts: {
  config: string;
  credentials: string;
}): Promise<Record<string, Record<string, string>>> {
  const files = await profileFiles(texts);
  return Object.fromEntries(
    profileNames(files).map((name) => {
      const { settings, keys } = findProfile(files, name)!;
      const secret = keys?.secretAccessKey && { aws_secret_access_key: keys.secretAccessKey.reveal() };
      return [name, { ...Object.fromEntries([...settings].map(([key, { value }]) => [key, value])), ...secret }];
    }),
  );
}
