import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM } from "../../support/program.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const PASS = { roles: { pass: { issuer: "https://idp.example", clientId: "maws" } } };
const CLIENTS = { people: { idTokenClients: ["maws"] } };

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

test.each<readonly [object, string | undefined]>([
  [{}, undefined],
  [
    { lending: { mozilla: { aliases: "everybody" } } },
    "note: Mozilla's clients: they are not answered, whatever `lending.mozilla` says: `people.idTokenClients` names none of them",
  ],
  [PASS, "whatever `roles.pass` says"],
  [CLIENTS, "note: Mozilla's clients: they are shown no role: `roles.pass` is missing"],
  [
    { ...PASS, ...CLIENTS },
    "good: Mozilla's clients: they are shown the roles that trust their OpenID provider itself",
  ],
])("`server check` says of %j whether clients of Mozilla's server are answered", (content, said) => {
  using folder = temporaryFolder();
  for (const name of ["secret", "key"]) writeFileSync(join(folder.path, name), Buffer.alloc(32, 7).toString("base64"));
  const provider = { issuer: "http://127.0.0.1:1", clientId: "x", clientSecretFile: join(folder.path, "secret") };
  const { people = {}, ...others } = content as { people?: object };
  const all = { ...others, people: { provider, keyFile: join(folder.path, "key"), ...people } };
  const path = join(folder.path, "actas-server.json");
  writeFileSync(path, JSON.stringify(all));
  const { output } = run("check", folder.path, { ACTAS_SERVER_CONFIG: path, ACTAS_SERVER_DATABASE_KIND: "embedded" });
  if (said === undefined) expect(output).not.toContain("Mozilla");
  else expect(output).toContain(said);
});

function run(command: string, folder: string, environment: Record<string, string>) {
  const { exitCode, stderr, stdout } = Bun.spawnSync([PROGRAM, "server", command], {
    env: { PATH: process.env.PATH ?? "", HOME: folder, STATE_DIRECTORY: folder, ...environment },
  });
  return { status: exitCode, output: stdout.toString(), errors: stderr.toString().replace(/\s+/g, " ") };
}
