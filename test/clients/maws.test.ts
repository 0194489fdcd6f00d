import { expect } from "bun:test";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { needs, pathOf } from "../support/needs.ts";
import { login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";

const ROLE = "arn:aws:iam::222233334444:role/TeamAP";
const SESSION = "arn:aws:sts::222233334444:assumed-role/TeamAP/ana";

/** The real `maws` knows no other address of STS than AWS's own: that one is replaced, and nothing else. */
const MAWS = `
import sys, requests
sandbox = sys.argv.pop(1)
ask = requests.Session.request
def request(self, method, url, **rest):
    return ask(self, method, url.replace("https://sts.amazonaws.com", sandbox), **rest)
requests.Session.request = request
from mozilla_aws_cli.cli import main
main()
`;

worldTestUnless(
  needs("maws"),
  "the real maws and actas end up as the same role by the same config.ini",
  async (world) => {
    await login(world, "maws");
    expect((await world.run(["whoami", `maws:${ROLE}`])).stdout).toContain(SESSION);

    const page = join(world.home, "page");
    const browser = join(world.home, "browser");
    writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" >${page}.new && mv ${page}.new ${page}\n`);
    chmodSync(browser, 0o755);
    const config = join(world.home, ".config/maws/config.ini");
    const words = ["-c", MAWS, world.sandbox.url, "-c", config, "-r", ROLE, "-o", "js"];
    const running = Bun.spawn([pathOf("maws") ?? "", ...words], {
      env: { ...world.environment, BROWSER: `${browser} %s` },
      cwd: world.home,
      stdio: ["ignore", "pipe", "pipe"],
    });
    await signInByPage(world, page);
    const { accessKeyId, secretAccessKey, sessionToken } = JSON.parse(await running.stdout.text());
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const sts = new STSClient({ region: "eu-west-1", endpoint: world.sandbox.url, credentials });
    expect((await sts.send(new GetCallerIdentityCommand())).Arn).toBe(SESSION);
    // It keeps its tokens in files, where the search for secrets would find them.
    rmSync(join(world.home, ".cache/maws"), { recursive: true });
  },
);

/** The user signs in at the page that maws opens; then the page of maws, which is a script, hands over what came back, and ends it. */
async function signInByPage(world: World, page: string): Promise<void> {
  while (!existsSync(page)) await Bun.sleep(20);
  const { url } = await world.visit(readFileSync(page, "utf8"), { until: "redirect" });
  const { port, searchParams } = new URL(url);
  const local = `http://127.0.0.1:${port}`;
  const body = JSON.stringify({ code: searchParams.get("code"), state: searchParams.get("state") });
  const headers = { "content-type": "application/json" };
  const handOver = () => fetch(`${local}/redirect_callback`, { method: "POST", headers, body });
  for (let answer: Response | undefined; !answer; await Bun.sleep(50)) answer = await handOver().catch(() => undefined);
  await fetch(`${local}/shutdown`).catch(() => undefined);
}
