import { expect } from "bun:test";
import { dirname, join } from "node:path";
import { ContainerEngine, needsEngine } from "../support/container-engine.ts";
import { freePort } from "../support/free-port.ts";
import { PROGRAM } from "../support/program.ts";
import { until } from "../support/until.ts";
import { worldTestUnless } from "../support/world-test.ts";

const RECIPE = join(import.meta.dir, "../../deploy/container/Containerfile");
/** The C library of the machine takes the place of that of an image; cgroups cannot be used everywhere. */
const LIBRARIES = ["/usr/lib", "/usr/lib64"].flatMap((folder) => ["--volume", `${folder}:${folder}:ro`]);
const WITH_LIBRARIES = ["--cgroups=disabled", ...LIBRARIES];
const LIMIT_MS = 180_000;

worldTestUnless(
  needsEngine(),
  "the image is built, serves without root and with nothing to write to but /tmp, and stops when asked to",
  async (world) => {
    await using engine = await ContainerEngine.start(world);
    const recipe = ["--file", RECIPE, "--build-arg", "BASE=localhost/image", "--tag", "server"];
    const built = await engine.ask("build", ...recipe, dirname(PROGRAM));
    expect(built, built.stderr).toMatchObject({ status: 0 });

    const port = freePort();
    const shutIn = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "all", "--security-opt", "no-new-privileges"];
    const listen = ["--network", "host", "--env", `ACTAS_SERVER_LISTEN_PORT=${port}`];
    const stored = ["--env", "ACTAS_SERVER_DATABASE_KIND=embedded"];
    const options = [...WITH_LIBRARIES, ...shutIn, ...listen, ...stored];
    const ran = await engine.ask("run", "--detach", "--name", "one", ...options, "server", "run");
    expect(ran, ran.stderr).toMatchObject({ status: 0 });
    await until(
      "it answers",
      async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok === true,
    );
    const { stdout: user } = await engine.ask("inspect", "--format", "{{.Config.User}}", "one");
    expect(user.trim()).toBe("65532:65532");

    await engine.ask("stop", "--time", "60", "one");
    const { stdout: status } = await engine.ask("inspect", "--format", "{{.State.ExitCode}}", "one");
    const { stderr } = await engine.ask("logs", "one");
    expect([status.trim(), stderr]).toEqual(["0", expect.stringContaining("stops")]);
    // The program holds the sandbox's secrets, which a copy of it that stays would look like leaking.
    await engine.ask("rm", "one");
    await engine.ask("rmi", "--force", "server");
  },
  LIMIT_MS,
);
