import { expect } from "bun:test";
import { PROGRAM } from "../support/program.ts";
import { login } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

const MANY = { accounts: 1000 } as const;
const ROLES = 5000;

worldTest("`list sources` shows what there is, and which are signed in to", async (world) => {
  await login(world, "corp");
  const { url } = world.sandbox;
  const line = (id: string, kind: string, path: string, signedIn: string): string =>
    `${id.padEnd(10)}${signedIn.padEnd(11)}${kind.padEnd(19)}${url}${path}`;
  expect((await world.run(["list", "sources"])).stdout.trimEnd().split("\n").slice(1)).toEqual([
    line("contoso", "credential-server", "/lend/", "no"),
    line("corp", "identity-center", "/start", "yes"),
    line("maws", "web-identity", "/yoyodyne/.well-known/openid-configuration", "no"),
    line("team", "credential-server", "/lend/", "no"),
    line("yoyodyne", "web-identity", "/yoyodyne/.well-known/openid-configuration", "no"),
  ]);
  expect((await world.run(["list", "sources", "-o", "oneline"])).stdout).toBe(
    `contoso credential-server ${url}/lend/\ncorp identity-center ${url}/start\n` +
      `maws web-identity ${url}/yoyodyne/.well-known/openid-configuration\nteam credential-server ${url}/lend/\n` +
      `yoyodyne web-identity ${url}/yoyodyne/.well-known/openid-configuration\n`,
  );
  const { sources } = JSON.parse((await world.run(["list", "sources", "-o", "json"])).stdout);
  expect(sources).toContainEqual({
    id: "corp",
    kind: "identity-center",
    url: `${url}/start`,
    origin: expect.stringMatching(/sources\.d\/corp\.json$/),
    signIn: { renewable: true, expiration: expect.stringMatching(/Z$/) },
  });
});

worldTest("`list sign-ins --utc` shows their ends first", async (world) => {
  expect((await world.run(["list", "sign-ins"])).stdout).toBe("");
  await login(world, "corp");
  await login(world, "contoso");
  const time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ";
  expect((await world.run(["list", "sign-ins", "--utc"])).stdout).toMatch(
    new RegExp(
      `^SIGNED IN TO +UNTIL +AS +URL\ncontoso +renewed ${time}, in \\d+ \\w+ .*/lend/\ncorp +renewed ${time}, in \\d+ \\w+ .*/start\n$`,
    ),
  );
  expect(JSON.parse((await world.run(["list", "sessions", "-o", "json"])).stdout).signIns).toHaveLength(2);
});

worldTest(
  "5,000 roles arrive as they are found, and are remembered; a portal that is asked too often gives all of them too",
  async (world) => {
    await world.settings(MANY);
    await login(world, "corp");
    await world.faults({ latencyMs: 20, action: "ListAccountRoles" });
    let arrivals = 0;
    let askedByThen = world.calls();
    const child = Bun.spawn([PROGRAM, "list", "roles", "corp", "-o", "oneline"], {
      env: world.environment,
      cwd: world.home,
      stdin: "ignore",
      stderr: "pipe",
      detached: true,
    });
    let text = "";
    for await (const bytes of child.stdout) {
      if (arrivals++ === 0) askedByThen = world.calls();
      text += new TextDecoder().decode(bytes);
    }
    expect(await child.exited).toBe(0);
    // Nothing but the lines without a terminal.
    expect(await child.stderr.text()).toBe("");
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(ROLES);
    expect(new Set(lines).size).toBe(ROLES);
    expect(lines).toEqual(lines.toSorted());
    expect(arrivals).toBeGreaterThan(2);
    const before = (await world.calls()).length;
    // The first were there when most accounts had not been asked for yet.
    expect((await askedByThen).length).toBeLessThan(before);

    expect((await world.run(["list", "roles", "corp", "-o", "oneline"])).stdout).toBe(text);
    const json = JSON.parse((await world.run(["list", "roles", "corp", "-o", "json"])).stdout);
    expect(json.sources[0].ageSeconds).toBeGreaterThanOrEqual(0);
    expect((await world.calls()).length).toBe(before);

    await world.faults({ throttle: 40, action: "ListAccountRoles" });
    expect((await world.run(["list", "roles", "corp", "-o", "oneline", "--refresh"])).stdout).toBe(text);
  },
);
