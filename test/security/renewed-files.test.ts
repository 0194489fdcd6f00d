import { expect } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM } from "../support/program.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** Runs a script with a credentials file that is kept fresh for it; without a default profile, no copy hides the file. */
async function within(world: World, script: string): Promise<string> {
  const words = ["exec", "--mode", "file", "readonly", "--", "sh", "-c", script, PROGRAM];
  const { status, stderr, stdout } = await world.run(words);
  expect(status, stderr).toBe(0);
  return stdout;
}

worldTest(
  "a program that reads a file has neither keys nor a token in its environment, and no token lies about",
  async (world) => {
    const said = await within(world, 'env; cd "$(dirname "$AWS_SHARED_CREDENTIALS_FILE")"; ls; cat grant.json');
    expect(said).not.toMatch(/AWS_CONTAINER_|^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)=/m);
    expect(said).toMatch(/^grant\.json\nrenewed-credentials$/m);
  },
);

worldTest("no program that it starts as another target reads its file", async (world) => {
  const seen = "env | grep -F renewed-credentials; echo end";
  for (const options of ["", "--mode env", "--no-agent"]) {
    expect(await within(world, `"$0" exec ${options} keys-no-mfa -- sh -c '${seen}'`)).toBe("end\n");
  }
  expect(await within(world, `eval "$("$0" export keys-no-mfa)"; ${seen}`)).toBe("end\n");
  const inner = await within(
    world,
    `cd "$(dirname "$AWS_SHARED_CREDENTIALS_FILE")"; pwd; "$0" exec --mode file keys-no-mfa -- env`,
  );
  const [outer = ""] = inner.split("\n");
  expect(inner.match(/renewed-credentials$/gm)?.length).toBe(4);
  expect(inner).not.toContain(`${outer}/renewed-credentials`);
});

worldTest("`actas` within it reads the user's own files, and tells whom the file is of", async (world) => {
  const said = await within(world, '"$0" list profiles; "$0" whoami; "$0" status --here --json; "$0" process ben');
  expect(said).toMatch(/^ana$/m);
  expect(said).toContain("assumed-role/ReadOnly/ben");
  expect(said).toContain("by       a file that the agent keeps fresh");
  expect(said).toMatch(/"mode": ?"file"/);
});

worldTest("a program that outlives the one it was started by finds no file any more", async (world) => {
  const left = join(world.home, "left");
  await within(world, `(sleep 0.3; cat "$AWS_SHARED_CREDENTIALS_FILE" >${left} 2>&1; touch ${left}.end) & echo`);
  await until("the program that was left has looked", () => existsSync(`${left}.end`));
  expect(readFileSync(left, "utf8")).toMatch(/No such file/);
  expect(readdirSync(join(world.home, "run/actas/grants"))).toEqual([]);
});

worldTest("without an agent nothing would keep a file fresh, so none is written", async (world) => {
  const { status, stderr } = await world.run(["exec", "--no-agent", "--mode", "file", "readonly", "--", "true"]);
  expect(status).toBe(125);
  expect(stderr).toContain("cannot do this with `--no-agent`: only the agent renews a file");
});
