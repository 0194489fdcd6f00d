import { ActasError } from "../../../base/errors.ts";
import type { DockerRun } from "./docker-run.ts";

/**
 * The ports that an image says it listens at, such as `80/tcp`. Gets an image that Docker does not have, as `docker run`
 * would: that is what knows them.
 *
 * @throws {ActasError} `system` when Docker cannot get the image; it has said why
 */
export function exposedPorts({ docker, image, platform, pull }: DockerRun): readonly string[] {
  const known = pull === "always" ? undefined : portsOf(docker, image);
  // `docker run` says that there is none.
  if (known || pull === "never") return known ?? [];
  const words = ["pull", "--quiet", ...(platform === undefined ? [] : ["--platform", platform]), image];
  const pulled = Bun.spawnSync([...docker, ...words], { stdio: ["ignore", "ignore", "inherit"] });
  const ports = pulled.success ? portsOf(docker, image) : undefined;
  if (ports) return ports;
  throw new ActasError("system", `cannot publish the ports of "${image}": Docker has not got the image`);
}

function portsOf(docker: readonly string[], image: string): readonly string[] | undefined {
  const words = ["image", "inspect", "--format", "{{json .Config.ExposedPorts}}", image];
  const said = Bun.spawnSync([...docker, ...words], { stderr: "ignore" });
  return said.success ? Object.keys(JSON.parse(said.stdout.toString()) ?? {}) : undefined;
}
