import type { EnvironmentChanges } from "../../base/environment.ts";
import type { Secret } from "../../base/secret.ts";
import { clearedVariables, containerVariables } from "../../delivery/environment-variables.ts";
import { listenOnLoopback } from "../../http/listen-on-loopback.ts";
import { newToken } from "../../http/token.ts";
import { ClientPrograms } from "../../system/ports/client-programs.ts";
import type { Door } from "../door.ts";
import { ServeFiles } from "../serve-files.ts";
import type { Serving } from "../serving.ts";
import { servedContainer } from "./served-container.ts";

interface ContainerDoorParts {
  readonly serving: Serving;
  /** 0: any free one. */
  readonly port: number;
  /** The targets that have a path of their own. */
  readonly targets: readonly string[];
  /** This user's runtime directory. */
  readonly runtime: string;
}

/**
 * Opens the container endpoint of `actas serve container`, for which each start makes a new token.
 *
 * @throws {ActasError} `system` when the port is taken, or the token cannot be written
 */
export function openContainer({ port: wanted, runtime, serving, targets }: ContainerDoorParts): Door {
  const token = newToken();
  let programs: ClientPrograms | undefined;
  const programAt = (client: number) => {
    programs ??= new ClientPrograms(listener.port);
    return programs.at(client);
  };
  const listener = listenOnLoopback({ ...servedContainer({ serving, token, targets, programAt }), port: wanted });
  const { port } = listener;
  const files = new ServeFiles(runtime, port);
  // What a killed process has left there would be taken for the record of this one, and removed with the token.
  files.remove();
  const writeFiles = () => files.writeToken(token);
  try {
    writeFiles();
  } catch (error) {
    files.remove();
    void listener.stop();
    throw error;
  }
  return {
    port,
    url: `http://127.0.0.1:${port}/credentials`,
    environment: environmentWith(token, files, port),
    writeFiles,
    close: async () => {
      await listener.finish();
      programs?.[Symbol.dispose]();
    },
  };
}

/** The same for a port that another process has opened. @throws {Error} when it has ended meanwhile */
export function containerEnvironment(files: ServeFiles, port: number): EnvironmentChanges {
  return environmentWith(files.readToken(), files, port);
}

function environmentWith(token: Secret, { tokenFile }: ServeFiles, port: number): EnvironmentChanges {
  return { ...clearedVariables(), ...containerVariables({ port, token, tokenFile }) };
}
