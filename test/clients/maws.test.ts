import { expect } from "bun:test";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Maws } from "../support/maws.ts";
import { needs } from "../support/needs.ts";
import { login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";

const ROLE = "arn:aws:iam::222233334444:role/TeamAP";
const SESSION = "arn:aws:sts::222233334444:assumed-role/TeamAP/ana";

worldTestUnless(
  needs("maws"),
  "the real maws and actas end up as the same role by the same config.ini",
  async (world) => {
    await login(world, "maws");
    expect((await world.run(["whoami", `maws:${ROLE}`])).stdout).toContain(SESSION);

    const maws = new Maws(world);
    const running = maws.start("-r", ROLE);
    await signInByPage(world, await running.page());
    const { accessKeyId, secretAccessKey, sessionToken } = JSON.parse((await running.ended()).stdout);
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const sts = new STSClient({ region: "eu-west-1", endpoint: world.sandbox.url, credentials });
    expect((await sts.send(new GetCallerIdentityCommand())).Arn).toBe(SESSION);
    maws.forget();
  },
);

/** The user signs in at the page that maws opens; then the page of maws, which is a script, hands over what came back, and ends it. */
async function signInByPage(world: World, page: string): Promise<void> {
  const { url } = await world.visit(page, { until: "redirect" });
  const { port, searchParams } = new URL(url);
  const local = `http://127.0.0.1:${port}`;
  const body = JSON.stringify({ code: searchParams.get("code"), state: searchParams.get("state") });
  const headers = { "content-type": "application/json" };
  const handOver = () => fetch(`${local}/redirect_callback`, { method: "POST", headers, body });
  for (let answer: Response | undefined; !answer; await Bun.sleep(50)) answer = await handOver().catch(() => undefined);
  await fetch(`${local}/shutdown`).catch(() => undefined);
}
