import { afterAll, beforeAll, expect, test } from "bun:test";
import { emptyImage } from "../../src/cli/delivery/container/empty-image.ts";
import { statusOf } from "../support/agent-of.ts";
import { DockerEngine, needsDocker } from "../support/docker-engine.ts";
import { PROGRAM } from "../support/program.ts";
import { until } from "../support/until.ts";
import { worldTestUnless } from "../support/world-test.ts";

const USR = ["--volume", "/usr:/usr:ro"];
const reason = needsDocker();
let engine: DockerEngine;

beforeAll(async () => {
  if (!reason) engine = await DockerEngine.start();
}, 30_000);
afterAll(async () => {
  if (!reason) await engine[Symbol.asyncDispose]();
});

/** Makes an image of the usual one, in which the system's loader is told to load a library into every program. */
function makeHostile(name: string): void {
  const id = engine.ask("create", "image", "true").stdout.toString().trim();
  engine.ask("commit", "--change", "ENV LD_PRELOAD=/hostile.so", id, name);
  engine.ask("rm", id);
}

worldTestUnless(
  reason,
  "the image of a container brings no code into its relay, nor does one of its name",
  async (world) => {
    makeHostile("hostile");
    for (const planted of ["nothing", "actas-relay:empty"]) {
      if (planted !== "nothing") makeHostile(planted);
      const words = ["docker", "run", "--rm", ...USR, "--env", "LD_PRELOAD=", "hostile", "/bin/sh", "-c", "sleep 600"];
      const session = world.terminalProgram([PROGRAM, "exec", "--container", "readonly", "--", ...words], {
        env: { ...engine.environment, HOME: world.home },
      });
      const name = await until("the relay runs", () => {
        const { stdout } = engine.ask("ps", "--filter", "name=actas-relay", "--format", "{{.Names}}");
        return stdout.toString().trim() || undefined;
      });
      const known = engine.ask("inspect", "--format", "{{json .Config.Env}} {{.Image}}", name).stdout.toString();
      expect(known, planted).not.toContain("hostile");
      expect(engine.ask("cp", `${name}:/bin/sh`, "-").exitCode, planted).not.toBe(0);
      session.kill("SIGKILL");
      await until("the grant has ended", async () => (await statusOf(world)).grants.length === 0);
      engine.ask("rm", "--force", ...engine.ask("ps", "-aq").stdout.toString().trim().split("\n"));
    }
  },
);

test.skipIf(reason !== undefined)("the image of the relay is made once", () => {
  const docker = ["docker", "--host", engine.environment.DOCKER_HOST ?? ""];
  expect(emptyImage(docker)).toBe(emptyImage(docker));
});
