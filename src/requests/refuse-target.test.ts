import { expect, test } from "bun:test";
import type { RefusedTarget } from "../settings/settings-reader.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { refuseMode, refuseTarget, withoutRefused, withUrls } from "./refuse-target.ts";

const sts = { region: "eu-west-1", scope: "regional" } as const;
const common = { name: "x", endpointVariables: {}, notices: [] };
const corp = {
  kind: "identity-center",
  id: "corp",
  url: "https://corp.awsapps.com/start",
  region: "eu-west-1",
} as SourceDefinition<"identity-center">;
const server = {
  kind: "credential-server",
  id: "contoso",
  url: "https://creds.example.com/",
} as SourceDefinition<"credential-server">;

const admin: ResolvedTarget = {
  ...common,
  source: { kind: "identity-center", source: corp, accountId: "111122223333", roleName: "Administrator", sts },
  chain: [],
};
const lent = (role: string): ResolvedTarget => ({
  ...common,
  source: { kind: "credential-server", source: server, role, sts },
  chain: [],
});
const viaAdmin: ResolvedTarget = {
  ...admin,
  chain: [{ roleArn: "arn:aws:iam::444455556666:role/team/Deploy", durationSeconds: 3600, sts }],
};
const keys: ResolvedTarget = {
  ...common,
  source: {
    kind: "credential-process",
    profile: "legacy",
    command: "x",
    sts,
    sessionDurationSeconds: 43_200,
    sessionTokenUse: "auto",
  },
  chain: [],
};

function isRefused(target: ResolvedTarget, refusal: Omit<RefusedTarget, "place">): boolean {
  try {
    refuseTarget(target, [{ ...refusal, place: "here" }]);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: "access-denied", message: 'cannot use "x": it is refused by here' });
    return true;
  }
}

test.each<[string, ResolvedTarget, Omit<RefusedTarget, "place">]>([
  ["all of a source", admin, { source: "corp" }],
  ["a source by its URL", admin, { source: "https://corp.awsapps.com/start/" }],
  ["an account", admin, { account: "111122223333" }],
  ["a permission set", admin, { role: "Administrator" }],
  ["in another case", admin, { source: "Corp", role: "administrator" }],
  ["by a pattern", admin, { source: "c*", account: "1111*", role: "Admin*" }],
  ["account and permission set in one", admin, { role: "111122223333/Administrator" }],
  ["a role on the way", viaAdmin, { source: "corp", account: "111122223333", role: "Admin*" }],
  ["the last role", viaAdmin, { account: "444455556666", role: "Deploy" }],
  ["a role as lists name it, with its path", viaAdmin, { role: "444455556666/team/Deploy" }],
  ["a role by its path alone", viaAdmin, { role: "team/*" }],
  ["a server's role with a path, by its name alone", lent("444455556666/team/Ops"), { role: "444455556666/Ops" }],
  ["a role by its ARN", viaAdmin, { role: "arn:aws:iam::*:role/team/*" }],
  ["a server's role of any name", lent("Ops & more"), { source: "contoso", role: "ops*" }],
  [
    "a server's role that is an ARN",
    lent("arn:aws:iam::444455556666:role/Ops"),
    { account: "444455556666", role: "Ops" },
  ],
  ["a server's role with an account", lent("444455556666/Ops"), { account: "444455556666", role: "Ops" }],
])("%s is refused", (_, target, refusal) => {
  expect(isRefused(target, refusal)).toBe(true);
});

test.each<[ResolvedTarget, Omit<RefusedTarget, "place">]>([
  [admin, { source: "corp", account: "444455556666" }],
  [admin, { role: "Admin" }],
  [admin, { role: "*.dministrator" }],
  [admin, { source: "contoso", role: "Administrator" }],
  [lent("Ops"), { account: "111122223333" }],
  [keys, { account: "*" }],
  [keys, { source: "*" }],
  [keys, { role: "*" }],
])("%# is not", (target, refusal) => {
  expect(isRefused(target, refusal)).toBe(false);
});

test("a source that is refused by its id is refused under another id and without one", () => {
  const refusals = withUrls([{ source: "corp", place: "here" }], [corp, server]);
  for (const id of ["other", corp.url]) {
    const elsewhere = { ...admin, source: { ...admin.source, source: { ...corp, id } } } as ResolvedTarget;
    expect(() => refuseTarget(elsewhere, refusals)).toThrow("it is refused by here");
  }
  expect(() => refuseTarget(lent("Ops"), refusals)).not.toThrow();
});

test.each([
  "https://CREDS.example.com/",
  "https://creds.example.com:443",
  "https://creds.example.com./",
  "https://creds.example.com/?team=a#b",
  "https://creds.example.com/a/../",
])("a server that is refused by its id is refused with its URL written %p", (url) => {
  const refusals = withUrls([{ source: "contoso", role: "Ops", place: "here" }], [server, corp]);
  const other: SourceDefinition = { ...server, id: "other", url };
  const target = { ...lent("Ops"), source: { kind: "credential-server", source: other, role: "Ops", sts } };
  expect(() => refuseTarget(target as ResolvedTarget, refusals)).toThrow("it is refused by here");
  expect(withoutRefused(other, [{ name: "Ops" }, { name: "Dev" }], refusals)).toEqual([{ name: "Dev" }]);
  const elsewhere: SourceDefinition = { ...server, id: "other", url: "https://creds.example.com/other/" };
  expect(withoutRefused(elsewhere, [{ name: "Ops" }], refusals)).toEqual([{ name: "Ops" }]);
});

test.each(["Deploy", "444455556666/Deploy", "444455556666/team/Deploy", "arn:aws:iam::444455556666:role/team/Deploy"])(
  "a role with a path is in no list either when %p is refused",
  (role) => {
    const accountId = "444455556666";
    const listed = {
      name: `${accountId}/team/Deploy`,
      accountId,
      roleArn: `arn:aws:iam::${accountId}:role/team/Deploy`,
    };
    expect(withoutRefused(server, [listed], [{ role, place: "" }])).toEqual([]);
  },
);

test("refused roles are taken out of a list", () => {
  const roles = [{ name: "111122223333/Administrator", accountId: "111122223333" }, { name: "111122223333/ReadOnly" }];
  expect(withoutRefused(corp, roles, [{ role: "Admin*", place: "" }])).toEqual([{ name: "111122223333/ReadOnly" }]);
  expect(withoutRefused(corp, roles, [])).toEqual(roles);
});

test("of accounts that are allowed, that of the identity at the end counts", () => {
  const rule = { accountsBut: ["444455556666"], place: "here", contact: "ann" };
  expect(() => refuseTarget(viaAdmin, [rule])).not.toThrow();
  expect(() => refuseTarget(admin, [rule])).toThrow(
    expect.objectContaining({
      message: 'cannot use "x": account 111122223333 is not in here',
      hints: ["whom to ask: ann"],
    }),
  );
  // AWS is asked for it later.
  expect(() => refuseTarget(keys, [rule])).not.toThrow();
  const roles = ["111122223333/A", "444455556666/B"].map((name) => ({ name, accountId: name.slice(0, 12) }));
  expect(withoutRefused(corp, roles, [rule]).map(({ name }) => name)).toEqual(["444455556666/B"]);
});

test("credentials are given out in the ways that all settings allow", () => {
  const modes = [
    { values: ["container", "env"], place: "here" },
    { values: ["env", "file"], place: "there" },
  ];
  const target = { ...keys, limits: { accounts: [], grants: [], modes } };
  expect(() => refuseMode(target, "env")).not.toThrow();
  expect(() => refuseMode(target, "container")).toThrow("not in there");
  expect(() => refuseMode(target, "file")).toThrow("not in here");
  expect(() => refuseMode(keys, "file")).not.toThrow();
});
