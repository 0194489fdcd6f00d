import type { EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { clearedVariables } from "../../delivery/environment-variables.ts";
import { makePrivateDirectory } from "../../files/private-directory.ts";
import { type LoopbackListener, listenOnLoopback } from "../../http/listen-on-loopback.ts";
import { ClientPrograms } from "../../system/ports/client-programs.ts";
import { isAnswered } from "../../system/ports/is-answered.ts";
import { CAN_TAKE_ADDRESS } from "../../system/ports/metadata-address.ts";
import type { Door } from "../door.ts";
import type { Serving } from "../serving.ts";
import { imdsEndpoint } from "./imds-endpoint.ts";
import { moveToMetadataAddress } from "./move-to-metadata-address.ts";

interface ImdsDoorParts {
  readonly serving: Pick<Serving, "credentials" | "fetched" | "target">;
  /** Of 127.0.0.1, 0: any free one; that of the metadata service: at its own address. */
  readonly port: number;
  readonly allowsVersion1: boolean;
  /** The region of a target, if it has one. */
  readonly regionOf: (target: string) => Promise<string | undefined>;
  /** This user's runtime directory. */
  readonly runtime: string;
  /** The words before a command that is to run as root; called only if one is. */
  readonly asRoot: () => readonly string[];
}

/**
 * Opens the metadata service of `actas serve imds`.
 *
 * @throws {ActasError} `system` when the port or the address cannot be had
 */
export async function openImds(parts: ImdsDoorParts): Promise<Door> {
  const isReal = parts.port === REAL_PORT;
  if (isReal && !CAN_TAKE_ADDRESS) throw notHere();
  if (isReal) await refuseInCloud();
  let programs: ClientPrograms | undefined;
  const { allowsVersion1, port, regionOf, serving } = parts;
  const listener = listenOnLoopback({
    ...imdsEndpoint({
      target: () => serving.target,
      credentials: () => serving.credentials(),
      allowsVersion1,
      regionOf,
      onGiven: (client, role) => {
        programs ??= new ClientPrograms(listener.port, isReal ? ADDRESS : "127.0.0.1");
        serving.fetched(role, programs.at(client));
      },
      now: Date.now,
    }),
    ...(isReal ? { at: "metadata" } : { port }),
  });
  try {
    const device = isReal ? await moved(listener, parts) : undefined;
    return {
      port: listener.port,
      url: urlOf(listener.port),
      environment: imdsEnvironment(listener.port),
      writeFiles() {},
      close: async () => {
        await listener.finish();
        programs?.[Symbol.dispose]();
        device?.[Symbol.dispose]();
      },
    };
  } catch (error) {
    await listener.stop();
    throw error;
  }
}

/** What leads a program to the metadata service at a port, and nowhere else. */
export function imdsEnvironment(port: number): EnvironmentChanges {
  const told = port === REAL_PORT ? null : urlOf(port);
  return {
    ...clearedVariables(),
    // In programs with MinIO's library, such as restic, the keys of the MinIO client would outrank the service.
    MINIO_SHARED_CREDENTIALS_FILE: "/dev/null",
    ACTAS_EXPIRATION: null,
    AWS_EC2_METADATA_DISABLED: null,
    // With `IPv6` it is looked for at another address.
    AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: null,
    [ENDPOINT]: told,
  };
}

/** Some SDKs put the path right behind it. */
function urlOf(port: number): string {
  return port === REAL_PORT ? `http://${ADDRESS}/` : `http://127.0.0.1:${port}/`;
}

const ENDPOINT = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
const REAL_PORT = 80;
const ADDRESS = "169.254.169.254";
const PATIENCE_MS = 300;

/** A machine of a cloud needs its own metadata service, which would be hidden from everything on it. */
async function refuseInCloud(): Promise<void> {
  if (!(await isAnswered(ADDRESS, REAL_PORT, PATIENCE_MS))) return;
  throw new ActasError("system", `cannot serve at ${ADDRESS}: something answers there already`, {
    hints: [
      "if that is another `actas serve imds`, `actas serve stop 80` ends it",
      "if this is a machine in a cloud, programs need what answers there: serve on a port, as with `--port 9911`",
    ],
  });
}

function notHere(): ActasError {
  return new ActasError("unsupported", `cannot serve at ${ADDRESS}: this system cannot move a socket there`, {
    hints: [
      "`actas serve imds --port 9911` serves on a port, and says which variable leads SDKs there",
      "`actas exec --mode file TARGET -- PROGRAM` is for a program that knows only that address",
    ],
  });
}

async function moved({ descriptor }: LoopbackListener, { asRoot, runtime }: ImdsDoorParts): Promise<Disposable> {
  if (descriptor === undefined) throw new ActasError("bug", "cannot move the listener: it has no descriptor");
  using directory = makePrivateDirectory(runtime);
  return await moveToMetadataAddress({ listening: descriptor, runtime: directory, asRoot: asRoot() });
}
