import { expect, test } from "bun:test";
import { PROGRAM } from "../../support/program.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test.each([
  ["ALLOWED_ISSUER", "`roles.pass.issuer`"],
  ["ALLOWED_AUDIENCE", "`roles.pass.clientId`"],
  ["ALLOWED_MAP_BUILDER_SUB_PREFIX", "`lending.mozilla.rebuilders`"],
  ["GROUP_ROLE_MAP_BUILDER_FUNCTION_NAME", "`accounts`"],
  ["S3_FILE_PATH_GROUP_ROLE_MAP", "`accounts`"],
  ["S3_FILE_PATH_ALIAS_MAP", "`accounts`"],
])("a server with Mozilla's %s does not start, and says that it is %s now (Z-50)", (name, words) => {
  using folder = temporaryFolder();
  const others = { CLAIM_NAME: "amr", S3_BUCKET_NAME: "maps", LOG_LEVEL: "DEBUG" };
  for (const command of ["check", "run"]) {
    const { errors, status } = run(command, folder.path, { [name]: "x", ...others });
    expect([command, status]).toEqual([command, 2]);
    expect(errors).toContain(`the environment has ${name}, which are settings of Mozilla's API`);
    expect(errors).toContain(`in place of ${name} there is ${words}`);
    for (const other of Object.keys(others)) expect(errors).toContain(`in place of ${other} there is`);
  }
});

test("settings that other programs use, too, do not stop a server (Z-50)", () => {
  using folder = temporaryFolder();
  const environment = { CLAIM_NAME: "amr", S3_BUCKET_NAME: "maps", LOG_LEVEL: "DEBUG", ALLOWED_ISSUER: "" };
  expect(run("check", folder.path, environment).errors).not.toContain("Mozilla");
});

function run(command: string, folder: string, environment: Record<string, string>) {
  const { exitCode, stderr } = Bun.spawnSync([PROGRAM, "server", command], {
    env: { PATH: process.env.PATH ?? "", HOME: folder, STATE_DIRECTORY: folder, ...environment },
  });
  return { status: exitCode, errors: stderr.toString().replace(/\s+/g, " ") };
}
