import { closeSync } from "node:fs";
import { basename, dirname } from "node:path";
import { CONTAINER_RELAY } from "../../../agent-api/relay-arguments.ts";
import { ActasError } from "../../../base/errors.ts";
import { firstLineOf } from "../../../relay/first-line-of.ts";
import { ownUid } from "../../../system/own-uid.ts";
import { pipe } from "../../../system/pipe.ts";
import { ownLibraries } from "../../../system/processes/own-libraries.ts";
import type { DockerRun } from "./docker-run.ts";
import { emptyImage } from "./empty-image.ts";
import { exposedPorts } from "./exposed-ports.ts";

/** Where the program and its libraries are in the relay's container. */
const INSIDE = "/.actas";

interface Relayed {
  readonly socket: string;
  readonly grant: string;
  readonly port: number;
}

/** A relay in a container of its own, which has the network that another container is to share. */
export interface DockerRelay {
  /** The name of its container. */
  readonly name: string;
  /** Ends the relay when the last process that has it ends. */
  readonly lifeline: number;
}

/**
 * Starts the relay with this very program, in an image without files: the program brings what it needs. The image of the
 * user's container could bring libraries and variables that change what the relay does, which reaches the agent as this
 * user. The relay's container may do nothing else.
 *
 * @throws {ActasError} `system` when it does not come up; Docker has said why
 */
export async function startDockerRelay(run: DockerRun, { grant, port, socket }: Relayed): Promise<DockerRelay> {
  const name = `actas-relay-${grant.slice(0, 8)}`;
  const program = basename(process.execPath);
  const { libraries, loader } = ownLibraries();
  const mounts = [process.execPath, ...libraries].map((path) => `${path}:${INSIDE}/${basename(path)}:ro`);
  const image = emptyImage(run.docker);
  // It is this container that has the ports, and its own image says nothing of them.
  const ports = run.publishesAll ? exposedPorts(run) : [];
  const { read, write } = pipe();
  const child = Bun.spawn(
    [
      ...[...run.docker, "run", "--rm", "--interactive", "--name", name, ...run.network],
      ...ports.map((port) => `--expose=${port}`),
      ...["--user", `${ownUid()}`],
      ...[
        "--read-only",
        "--cap-drop",
        "ALL",
        "--security-opt",
        "no-new-privileges",
        "--log-driver",
        "none",
        "--no-healthcheck",
      ],
      ...[...mounts, `${loader}:${loader}:ro`, `${dirname(socket)}:${dirname(socket)}:ro`].flatMap((mount) => [
        "--volume",
        mount,
      ]),
      ...["--env", `LD_LIBRARY_PATH=${INSIDE}`, "--workdir", "/", "--entrypoint", `${INSIDE}/${program}`, image],
      ...[CONTAINER_RELAY, isOfThisMachine(run) ? "machine" : "own", socket, grant, String(port)],
    ],
    { stdio: [read, "pipe", "inherit"], detached: true },
  );
  closeSync(read);
  const problem = await firstLineOf(child.stdout);
  // Not before: without it nothing would keep this process until then.
  child.unref();
  if (problem === "") return { name, lifeline: write };
  throw new ActasError("system", problem ?? "cannot start the relay of the container: Docker has not started it");
}

function isOfThisMachine({ network }: DockerRun): boolean {
  return /--net(work)?[ =]host( |$)/.test(network.join(" "));
}
