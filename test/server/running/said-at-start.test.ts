import { expect } from "bun:test";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { assembleParts } from "../../../src/server/assemble-parts.ts";
import type { PeopleSettings } from "../../../src/server/people/people-settings.ts";
import { SERVER_ROLES, type ServerRole } from "../../../src/server/server-role.ts";
import { testNeeding } from "../../support/needs.ts";
import { testDatabase } from "../../support/test-database.ts";

const ELSEWHERE: PeopleSettings = { authorizationServer: { issuer: "https://login.example" } };
const HERE: PeopleSettings = {
  keys: [new Secret(Buffer.alloc(32, 7).toString("base64"))],
  provider: { issuer: "https://login.example", clientId: "roles" },
};

interface Configured {
  readonly people?: PeopleSettings;
  readonly admins?: readonly string[];
}

interface Started {
  readonly said: readonly string[];
  /** Whether there are pages for administrators. */
  readonly hasPages: boolean;
}

/** A server that is put together from this configuration, and what it logs meanwhile. */
async function started(configured: Configured, roles: readonly ServerRole[] = SERVER_ROLES): Promise<Started> {
  await using store = await testDatabase();
  const said: string[] = [];
  const tools = {
    audit: { record: async () => {} },
    clock: new Clock(),
    database: store.database,
    log: (line: string) => void said.push(line),
    replica: "one",
    url: "https://roles.example/",
  };
  const parts = await assembleParts(
    tools,
    {
      listen: { address: "127.0.0.1", port: 0 },
      proxies: [],
      hosts: [],
      drainMs: 0,
      database: { folder: "/nowhere" },
      lending: {},
      roles: {},
      admins: [],
      ...configured,
    },
    { roles, environment: {} },
  );
  return { said, hasPages: parts.some(({ routes }) => routes.some(({ path }) => path === "/admin")) };
}

const test = testNeeding("postgres");

test("a server without `people` says that nobody can sign in, and why", async () => {
  const { hasPages, said } = await started({ admins: ["platform-admins"] });
  expect(said).toEqual(["nobody can sign in, and there are no pages: the configuration has no `people`"]);
  expect(hasPages).toBe(false);
});

test("a server where nobody is an administrator says so, and why", async () => {
  const nobody = await started({ people: HERE });
  expect(nobody.said).toEqual(["there are no pages below /admin: `admins` in the configuration names no group"]);
  expect(nobody.hasPages).toBe(false);
  const elsewhere = await started({ people: ELSEWHERE, admins: ["platform-admins"] });
  expect(elsewhere.said).toEqual([
    "there are no pages for administrators: people sign in at an authorization server that is not this one",
  ]);
  expect(elsewhere.hasPages).toBe(false);
});

test("a server that has administrators, and a replica that people do not ask, say nothing of it", async () => {
  const somebody = await started({ people: HERE, admins: ["platform-admins"] });
  expect([somebody.said, somebody.hasPages]).toEqual([[], true]);
  expect((await started({}, ["worker"])).said).toEqual([]);
});
