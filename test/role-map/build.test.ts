import { expect } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changeMember } from "../../src/sandbox/control/control-client.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const TEAM_1 = "300000000001";
const TEAM_2 = "300000000002";
const GROUPS = "access-group-iam-role-map.json";
const ALIASES = "account-aliases.json";

worldTest(
  "a build of an organization writes Mozilla's two files, and the next one finds them unchanged",
  async (world) => {
    await world.settings({ accounts: 3, rolesPerAccount: 40 });
    expect(await build(world, "--organizations", "--out", "map")).toMatchObject({ status: 0, stdout: "" });
    const groups = mapIn(world, GROUPS);
    expect(groups.yoyodyne_audit).toEqual(["arn:aws:iam::222233334444:role/TeamAP"]);
    expect(groups["yoyodyne_eng*"]).toContain("arn:aws:iam::300000000003:role/Admin");
    expect(groups["yoyodyne_eng*"]).not.toContain("arn:aws:iam::222233334444:role/Auditor");
    expect(mapIn(world, ALIASES)).toMatchObject({ [TEAM_1]: ["yoyodyne-team-0001"], "555566667777": [] });
    const again = await build(world, "--organizations", "--out", "map");
    expect(again.stderr).toContain(`unchanged: map/${GROUPS}`);
    expect(again.stderr).toContain(`unchanged: map/${ALIASES}`);
    const elsewhere = await build(world, "--organizations");
    expect(elsewhere.stdout.trimEnd()).toBe(textIn(world, GROUPS));
  },
);

worldTest(
  "an account that cannot be read keeps its roles, with their age, and one that has left loses them",
  async (world) => {
    await world.settings({ accounts: 3 });
    await build(world, "--organizations", "--out", "map");
    const before = mapIn(world, GROUPS);
    await world.faults({ accounts: { [TEAM_1]: { deny: true } } });
    await changeMember(world.sandbox.url, { accountId: TEAM_2, state: "left" });
    const { status, stderr } = await build(world, "--organizations", "--out", "map");
    expect(status).toBe(1);
    expect(stderr.replace(/\n {2}/g, " ")).toMatch(
      /cannot scan account 300000000001 \(Yoyodyne Team 1\): could not assume role .*AccessDenied; its roles stay as they were 0 minutes ago/,
    );
    const now = mapIn(world, GROUPS)["yoyodyne_eng*"];
    expect(now).toEqual(before["yoyodyne_eng*"]?.filter((arn) => !arn.includes(TEAM_2)) ?? []);
    expect(mapIn(world, ALIASES)[TEAM_1]).toEqual(["yoyodyne-team-0001"]);
    const map = JSON.parse(textIn(world, "role-map.json")) as {
      accounts: { account: { id: string }; failed?: object }[];
    };
    expect(map.accounts.filter(({ failed }) => failed).map(({ account }) => account.id)).toEqual([TEAM_1]);
  },
);

worldTest(
  "what Mozilla's builder has written of an account that was never read stays, and so do aliases by hand",
  async (world) => {
    await world.settings({ accounts: 2 });
    mkdirSync(join(world.home, "map"));
    const old = { ops: [`arn:aws:iam::${TEAM_1}:role/Old`, `arn:aws:iam::${TEAM_2}:role/Old`] };
    writeFileSync(join(world.home, "map", GROUPS), JSON.stringify(old));
    const manual = { [TEAM_1]: ["by-hand"], "555566667777": ["data"], "999999999999": ["no-account-of-ours"] };
    writeFileSync(join(world.home, "map", "manual-account-aliases.json"), JSON.stringify(manual));
    await world.faults({ accounts: { [TEAM_1]: { deny: true } } });
    await build(world, "--organizations", "--out", "map");
    expect(mapIn(world, GROUPS).ops).toEqual([`arn:aws:iam::${TEAM_1}:role/Old`]);
    expect(mapIn(world, ALIASES)).toMatchObject({ ...manual, [TEAM_2]: ["yoyodyne-team-0002"] });
  },
);

worldTest(
  "the accounts of Mozilla's table are read, and the map is written to S3 with a Link, if it differs",
  async (world) => {
    await world.settings({ accounts: 60 });
    const out = ["--dynamodb", "--out", "s3://sandbox-111122223333/maps"];
    expect(await build(world, ...out)).toMatchObject({ status: 0 });
    const written = (await world.calls("PutObject")).length;
    expect((await build(world, ...out)).stderr.replace(/\n {2}/g, " ")).toContain(
      `unchanged: s3://sandbox-111122223333/maps/${GROUPS}`,
    );
    // The map itself has the time of each scan.
    expect((await world.calls("PutObject")).length).toBe(written + 1);
    expect(await world.calls("AssumeRole")).toHaveLength(2 * 65);
  },
);

worldTest(
  "each account is read in a session that may list roles, aliases and providers, and does nothing else",
  async (world) => {
    await world.settings({ accounts: 2 });
    writeFileSync(join(world.home, "accounts"), `# teams\narn:aws:iam::${TEAM_1}:role/actas/actas-audit Team one\n`);
    expect(await build(world, "--accounts", "accounts", "--out", "map")).toMatchObject({ status: 0 });
    const calls = await world.calls();
    const assumed = calls.filter(({ action }) => action === "AssumeRole");
    expect(
      assumed.map(({ durationSeconds, session }) => [
        durationSeconds,
        session?.name,
        JSON.parse(session?.policy ?? ""),
      ]),
    ).toEqual([
      [
        900,
        "actas-role-map",
        {
          Version: "2012-10-17",
          Statement: {
            Effect: "Allow",
            Action: [
              "iam:GetOpenIDConnectProvider",
              "iam:ListAccountAliases",
              "iam:ListOpenIDConnectProviders",
              "iam:ListRoles",
            ],
            Resource: "*",
          },
        },
      ],
    ]);
    expect(calls.filter(({ service }) => service === "iam").map(({ action, outcome }) => [action, outcome])).toEqual([
      ["ListRoles", "ok"],
      ["ListAccountAliases", "ok"],
      ["ListOpenIDConnectProviders", "ok"],
      ["GetOpenIDConnectProvider", "ok"],
    ]);
  },
);

worldTest("an account that throttles is asked again, later, and the others do not wait for it", async (world) => {
  await world.settings({ accounts: 3 });
  await world.faults({ accounts: { [TEAM_1]: { throttle: 2 }, [TEAM_2]: { serverError: 1 } } });
  expect(await build(world, "--organizations", "--out", "map")).toMatchObject({ status: 0 });
  const through = (await world.calls()).filter(
    ({ action, outcome }) => action === "ListAccountAliases" && outcome === "ok",
  );
  expect(through.at(-1)?.signedBy).toContain(TEAM_1);
});

worldTest(
  "a stopped build leaves the map as it was, and the next one goes on with what it has not read",
  async (world) => {
    await world.settings({ accounts: 40 });
    mkdirSync(join(world.home, "map"));
    writeFileSync(join(world.home, "map", GROUPS), "{}");
    const words = await wordsOf(world, "--organizations", "--out", "map", "--concurrency", "4");
    for (const signal of ["SIGINT", "SIGKILL"] as const) {
      await world.faults({ latencyMs: 30 });
      const child = world.terminal(words);
      const journal = join(world.home, "map/.role-map-build.jsonl");
      const begun = linesIn(journal);
      while (linesIn(journal) < begun + 3) await Bun.sleep(20);
      child.kill(signal);
      expect(await child.exited).toBe({ SIGINT: 130, SIGKILL: 137 }[signal]);
      expect(textIn(world, GROUPS)).toBe("{}");
      words.push(...(signal === "SIGINT" ? ["--resume"] : []));
    }
    await world.faults({});
    const assumed = (await world.calls("AssumeRole")).length;
    const { status, stderr } = await world.run(words);
    const [, had = "0"] = /(\d+) accounts had been read already/.exec(stderr) ?? [];
    expect([status, Number(had) >= 6]).toEqual([0, true]);
    const more = (await world.calls("AssumeRole")).length - assumed - (45 - Number(had));
    // Calls that were under way when it was killed, four at most, are put down only when they have been answered.
    expect(more).toBeWithin(0, 4 + 1);
    expect(mapIn(world, GROUPS)["yoyodyne_eng*"]?.length).toBeGreaterThan(200);
    expect(existsSync(join(world.home, "map/.role-map-build.jsonl"))).toBe(false);
  },
);

worldTest(
  "nothing is written when nobody can be asked, when no account can be read, or over what is no map",
  async (world) => {
    const gone = await world.run(
      ["role-map", "build", "--organizations", "--provider", "https://x.example", "--out", "map"],
      {
        env: { AWS_PROFILE: "ben", AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
      },
    );
    expect(gone.status).toBe(1);
    writeFileSync(join(world.home, "accounts"), "arn:aws:iam::333344445555:role/nobody\n");
    const refused = await build(world, "--accounts", "accounts", "--out", "map");
    expect(refused.stderr).toContain("cannot scan any account, 333344445555 for one: could not assume role");
    expect(existsSync(join(world.home, "map", GROUPS))).toBe(false);
    mkdirSync(join(world.home, "other"));
    writeFileSync(join(world.home, "other", GROUPS), "[]");
    expect((await build(world, "--organizations", "--out", "other")).stderr).toContain("it is no JSON object of lists");
    expect(readFileSync(join(world.home, "other", GROUPS), "utf8")).toBe("[]");
  },
);

async function build(world: World, ...more: readonly string[]) {
  return world.run(await wordsOf(world, ...more));
}

async function wordsOf(world: World, ...more: readonly string[]): Promise<string[]> {
  const provider = world.sandbox.wellKnownUrl.replace("/.well-known/openid-configuration", "");
  return ["role-map", "build", "--target", "ben", "--provider", provider, ...more];
}

function textIn(world: World, file: string): string {
  return readFileSync(join(world.home, "map", file), "utf8");
}

function mapIn(world: World, file: string): Record<string, string[]> {
  return JSON.parse(textIn(world, file)) as Record<string, string[]>;
}

function linesIn(path: string): number {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").length : 0;
}
