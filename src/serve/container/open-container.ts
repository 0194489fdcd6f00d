import { clearedVariables, containerVariables } from "../../delivery/environment-variables.ts";
import { listenOnLoopback } from "../../http/listen-on-loopback.ts";
import { newToken } from "../../http/token.ts";
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
  const listener = listenOnLoopback({
    ...servedContainer({ serving, token, targets, programAt: () => undefined }),
    port: wanted,
  });
  const { port } = listener;
  const files = new ServeFiles(runtime, port);
  try {
    files.writeToken(token);
  } catch (error) {
    void listener.stop();
    throw error;
  }
  const { tokenFile } = files;
  return {
    port,
    url: `http://127.0.0.1:${port}/credentials`,
    environment: { ...clearedVariables(), ...containerVariables({ port, token, tokenFile }) },
    shown: ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"],
    close: async () => {
      files.remove();
      await listener.finish();
    },
  };
}
