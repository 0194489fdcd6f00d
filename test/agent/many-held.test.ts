import { expect } from "bun:test";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { worldTest } from "../support/world-test.ts";

worldTest("`status` names the credentials that end first, and counts the others", async (world) => {
  const names = Array.from({ length: 23 }, (_, index) => `team-${index}`);
  const sections = names.map((name, index) =>
    [
      `\n[profile ${name}]`,
      "region = eu-west-1",
      `endpoint_url = ${world.sandbox.url}`,
      "role_arn = arn:aws:iam::111122223333:role/ReadOnly",
      `duration_seconds = ${900 + 60 * index}`,
      "source_profile = ben\n",
    ].join("\n"),
  );
  appendFileSync(join(world.home, ".aws/config"), sections.join(""));
  for (const name of names) expect((await world.run(["process", name])).status).toBe(0);

  const rows = (await world.run(["status"])).stdout.split("\n").filter((line) => /^team-|^…/.test(line));
  expect(rows.map((row) => /^… and|^\S+/.exec(row)?.[0])).toEqual([...names.slice(0, 20), "… and"]);
  expect(rows.at(-1)).toBe("… and 3 more: `actas cache list`");

  expect((await world.run(["cache", "list"])).stdout).toContain("team-22");
  const { credentials, furtherCredentials } = JSON.parse((await world.run(["status", "--json"])).stdout);
  expect([credentials.length, furtherCredentials]).toEqual([23, undefined]);
});
