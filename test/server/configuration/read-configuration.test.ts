import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configurationHere } from "../../../src/server/configuration/configuration-here.ts";
import type { ServerConfiguration } from "../../../src/server/configuration/server-configuration.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const HOME = { HOME: "/home/ana" };

/** The configuration that a file and variables give. */
function read(file: string | object, variables: Readonly<Record<string, string>> = {}): ServerConfiguration {
  const folder = mkdtempSync(join(tmpdir(), "actas-configuration-"));
  const path = join(folder, "actas-server.json");
  try {
    writeFileSync(path, typeof file === "string" ? file : JSON.stringify(file));
    return configurationHere(path, { ...HOME, ...variables });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function failure(...given: Parameters<typeof read>): { readonly message: string; readonly hints: readonly string[] } {
  try {
    read(...given);
  } catch (error) {
    const { message, hints } = error as { readonly message: string; readonly hints: readonly string[] };
    return { message: message.replace(/\/\S*actas-server\.json/, "FILE"), hints };
  }
  throw new Error("it was read");
}

test("comments are allowed, and what is not written is as the reference says", () => {
  const configuration = read('{\n// a comment\n"url": "https://roles.example.org",}');
  expect(configuration).toMatchObject({
    url: "https://roles.example.org/",
    listen: { address: "127.0.0.1", port: 8321 },
    proxies: [],
    drainMs: 5_000,
    auditFile: expect.stringMatching(/\/audit\.jsonl$/),
    database: { folder: expect.stringMatching(/\/database$/) },
  });
});

test("names of the server are hosts, without a port and without a pattern", () => {
  expect(read({ listen: { hosts: ["actas.team.svc", "actas_backend"] } }).hosts).toEqual([
    "actas.team.svc",
    "actas_backend",
  ]);
  for (const name of ["", "actas:8321", "*", "*.svc", "http://actas", "a b", "[::1]", "a/b", "%"]) {
    expect([name, failure({ listen: { hosts: [name] } }).message]).toEqual([
      name,
      expect.stringContaining("it is the name of a host, without a port"),
    ]);
  }
});

test("a name that stands twice is an error, for of two lists of rules one would count for nothing", () => {
  expect(failure('{"lending": {"rules": []},\n"lending": {}}').message).toBe(
    "cannot use the configuration: FILE: line 2: an object has a name twice",
  );
});

test("the environment counts more than the file, for keys of every kind", () => {
  const configuration = read(
    { listen: { port: 1, proxies: ["10.0.0.1"], address: "127.0.0.2" } },
    {
      ACTAS_SERVER_LISTEN_PORT: "2",
      ACTAS_SERVER_LISTEN_PROXIES: '["10.0.0.0/8"]',
      ACTAS_SERVER_URL: "https://roles.example.org/",
      ACTAS_SERVER_AUDIT_FILE: "false",
      ACTAS_SERVER_PEOPLE_PROVIDER_ISSUER: "https://login.example.org",
      ACTAS_SERVER_PEOPLE_PROVIDER_CLIENT_ID: "roles",
    },
  );
  expect(configuration.listen).toEqual({ address: "127.0.0.2", port: 2 });
  expect(configuration.proxies).toEqual(["10.0.0.0/8"]);
  expect(configuration.auditFile).toBeUndefined();
  expect(configuration.people?.provider).toEqual({ issuer: "https://login.example.org", clientId: "roles" });
});

test("a key that is unknown is an error, with its line and the one that was meant", () => {
  expect(failure('{\n  "listen": {\n    "prot": 1\n  }\n}')).toEqual({
    message: 'cannot use the configuration: FILE, line 3: "listen" has no key "prot"',
    hints: ['did you mean "port"?'],
  });
  expect(failure({ databse: {} }).hints).toEqual(['did you mean "database"?']);
});

test("a key that is misspelt counts before the one that is missing for that, and a choice is told with what there is", () => {
  const rule = (written: object) => failure({ lending: { rules: [written] } });
  expect(rule({ effect: "allow", group: ["dev"], roles: ["Deploy"] })).toEqual({
    message: 'cannot use the configuration: FILE, line 1: "lending.rules.0" has no key "group"',
    hints: ['did you mean "groups"?'],
  });
  expect(rule({ effect: "permit", groups: ["dev"], roles: ["Deploy"] }).message).toContain("is one of allow, deny");
  expect(rule({ effect: "allow", groups: [], roles: ["Deploy"] }).message).toContain("has fewer than 1");
  expect(failure("[]", { ACTAS_SERVER_LISTEN_PORT: "9000" }).message).toContain("FILE: it is not a JSON object");
});

test("a variable that is unknown is an error, with the one that was meant", () => {
  expect(failure({}, { ACTAS_SERVER_LISTEN_PROT: "1" })).toEqual({
    message: "cannot use the configuration: the environment has ACTAS_SERVER_LISTEN_PROT, which means nothing",
    hints: ["did you mean ACTAS_SERVER_LISTEN_PORT?"],
  });
});

test("a value that is of no use is told by its line or its variable, and is not repeated", () => {
  expect(failure('{"listen":\n{"port": "hunter2"}}').message).toBe(
    'cannot use the configuration: FILE, line 2: "listen.port" is not a number',
  );
  expect(failure({}, { ACTAS_SERVER_LISTEN_PORT: "70000" }).message).toBe(
    'cannot use the configuration: ACTAS_SERVER_LISTEN_PORT: "listen.port" is more than 65535',
  );
  expect(failure({}, { ACTAS_SERVER_LISTEN_PORT: "hunter2" }).message).toBe(
    "cannot use the configuration: ACTAS_SERVER_LISTEN_PORT is not a number",
  );
});

test("the password of the database stands in no configuration, and in no message", () => {
  const { message } = failure({ database: { url: "postgres://actas:hunter2@db.example.org/actas" } });
  expect(message).toContain('"database.url" is of no use: a password does not belong here: use `urlFile`');
  expect(message).not.toContain("hunter2");
});

test("a secret comes from its file or from the environment, and is shown by neither", () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-secrets-"));
  const path = join(folder, "url");
  writeFileSync(path, "postgres://actas:hunter2@db.example.org/actas\n");
  const fromFile = read({ database: { urlFile: path } });
  expect(fromFile.database.url?.reveal()).toBe("postgres://actas:hunter2@db.example.org/actas");
  const fromEnvironment = read({ database: { urlFile: path } }, { DATABASE_URL: "postgres://x:hunter3@h/d" });
  expect(fromEnvironment.database.url?.reveal()).toBe("postgres://x:hunter3@h/d");
  expect(Bun.inspect(fromFile) + JSON.stringify(fromEnvironment)).not.toMatch(/hunter/);
  rmSync(folder, { recursive: true });
  expect(failure({ database: { urlFile: path } }).message).toBe(
    `cannot use the configuration: ${path}, which \`database.urlFile\` names, cannot be read: no such file or directory`,
  );
  expect(failure({ people: { keyFile: path } }).hints).toEqual([expect.stringContaining("`openssl rand -base64 32`")]);
  using empty = temporaryFolder();
  const file = join(empty.path, "client-secret");
  writeFileSync(file, "\n");
  const provider = { issuer: "https://login.example.org", clientId: "roles", clientSecretFile: file };
  expect(failure({ people: { provider } }).message).toContain("`people.provider.clientSecretFile` names, is empty");
});

test("credentials never cross a network in the clear: plain HTTP is for loopback alone", () => {
  expect(failure({ url: "http://roles.example.org/" }).message).toContain("in the clear");
  expect(failure({ listen: { address: "0.0.0.0" } }).message).toContain("`url` is missing");
  expect(read({ url: "http://127.0.0.1:8321/" }).url).toBe("http://127.0.0.1:8321/");
  expect(read({ url: "https://roles.example.org/", listen: { address: "0.0.0.0" } }).listen.address).toBe("0.0.0.0");
});
