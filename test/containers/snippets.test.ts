import { expect } from "bun:test";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ASK, ContainerEngine, needsEngine } from "../support/container-engine.ts";
import { needs, pathOf } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";

/** The blocks of a section of the guide, by their language. */
async function snippets(section: string): Promise<Readonly<Record<string, string>>> {
  const guide = await Bun.file(join(ROOT, "docs/guides/containers.md")).text();
  const text = guide.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  return Object.fromEntries(
    [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, kind = "", block = ""]) => [kind, block]),
  );
}

/** The engine for programs that call it themselves; its containers have the machine's own programs, and no cgroups. */
async function engineProgram({ home }: World, engine: ContainerEngine): Promise<string> {
  const words = engine.podman.map((word) => `'${word}'`).join(" ");
  const script = `#!/bin/bash
here=(--cgroups=disabled --volume /usr:/usr:ro --volume '${home}/passwd:/etc/passwd:ro')
case $1 in create | run) set -- "$1" "\${here[@]}" "\${@:2}" ;; esac
exec ${words} "$@"
`;
  await Bun.write(join(home, "passwd"), "root:x:0:0:root:/root:/bin/sh\n");
  return program(home, "podman-here", script);
}

async function program(home: string, name: string, script: string): Promise<string> {
  mkdirSync(join(home, "bin"), { recursive: true });
  const path = join(home, "bin", name);
  await Bun.write(path, script);
  chmodSync(path, 0o755);
  return path;
}

worldTestUnless(
  needsEngine() ?? needs("compose"),
  "the compose file of the guide, started as it says, gives a service the target's credentials",
  async (world) => {
    await using engine = await ContainerEngine.start(world);
    const podman = await engineProgram(world, engine);
    await program(
      world.home,
      "docker",
      `#!/bin/bash\nexec '${pathOf("compose")}' --podman-path '${podman}' "\${@:2}"\n`,
    );
    const { sh = "", text = "" } = await snippets("Compose");
    await engine.ask("tag", "image", "my-image");
    const folder = join(world.home, "project");
    await Bun.write(join(folder, "compose.yaml"), text);
    const command = JSON.stringify(["/bin/sh", "-c", ASK.replaceAll("$", "$$")]);
    await Bun.write(join(folder, "compose.override.yaml"), `services: { app: { command: ${command} } }\n`);
    const typed = sh.replace("staging", "readonly");
    expect(typed).toContain("actas exec readonly -- docker compose up");
    const script = `cd '${folder}' && PATH='${world.home}/bin':$PATH && ${typed}`;
    const { status, stderr, stdout } = await world.runProgram(engine.here(["bash", "-c", script, "exec"]), {
      env: engine.environment,
    });
    expect(stdout + stderr).toContain('"AccessKeyId":"ASIA');
    expect(status).toBe(0);
  },
);

worldTestUnless(
  needsEngine() ?? needs("devcontainer"),
  "in the dev container of the guide programs act as the target",
  async (world) => {
    await using engine = await ContainerEngine.start(world);
    const podman = await engineProgram(world, engine);
    const { jsonc = "" } = await snippets("Dev containers");
    const image = /"image": "(.*)"/.exec(jsonc)?.[1] ?? "";
    await engine.ask("tag", "image", image);
    const folder = join(world.home, "project");
    await Bun.write(join(folder, ".devcontainer/devcontainer.json"), jsonc);
    const node = Bun.which("node") ?? "node";
    const devcontainer = (command: string, ...words: readonly string[]) => {
      const tool = [node, pathOf("devcontainer") ?? "", command, "--docker-path", podman, "--workspace-folder", folder];
      return engine.run(["exec", "readonly", "--", ...tool, ...words]);
    };
    const up = await devcontainer("up");
    expect(up.status, up.stdout + up.stderr).toBe(0);
    const { stderr, stdout } = await devcontainer("exec", "/bin/sh", "-c", ASK);
    expect(stdout, stderr).toContain('"AccessKeyId":"ASIA');
  },
);
