import { expect } from "bun:test";
import { serveContainer, servesIn } from "../support/served.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("with --verbose each request that got credentials is told, with its program and target", async (world) => {
  const served = await serveContainer(world, "--verbose", "--allow", "keys-no-mfa", "readonly");
  const answers = [await (await served.ask()).text(), await (await served.ask("/keys-no-mfa")).text()];
  expect((await served.ask("/nobody")).status).toBe(403);
  await served[Symbol.asyncDispose]();
  const said = await served.said();
  const lines = said.match(/^actas: \S+Z gave .*$/gm) ?? [];
  expect(lines.map((line) => line.replace(/\S+Z/, "TIME"))).toEqual([
    expect.stringMatching(new RegExp(`^actas: TIME gave credentials of readonly to .+, pid ${process.pid}$`)),
    "actas: TIME gave credentials of keys-no-mfa to a program",
  ]);
  const secrets = answers.flatMap((text) => [JSON.parse(text).SecretAccessKey, JSON.parse(text).Token]);
  for (const secret of [served.token, ...secrets].filter(Boolean)) expect(said).not.toContain(secret);
});

worldTest("it listens where programs are told to ask, and says so if that port is taken", async (world) => {
  const free = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${free.port}/credentials` };
  const start = ["serve", "container", "--headless", "--detach", "readonly"];
  const taken = await world.run(start, { env });
  expect([taken.status, taken.stderr]).toEqual([
    1,
    expect.stringContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI names this port"),
  ]);
  const { port } = free;
  free.stop(true);
  expect((await world.run(start, { env })).status).toBe(0);
  expect(servesIn(world)).toMatchObject([{ port, target: "readonly" }]);
  await world.run(["serve", "stop"]);
});
