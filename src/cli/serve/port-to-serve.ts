import { GRANTS_FOLDER } from "../../agent-api/grants-folder.ts";
import type { Environment } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import type { ServeFlags, ServeKind } from "./serve-flags.ts";

/** Where programs are told by their environment to ask, and where they ask if they are not told. */
const USUAL = {
  container: { variable: "AWS_CONTAINER_CREDENTIALS_FULL_URI", port: 12_319 },
  imds: { variable: "AWS_EC2_METADATA_SERVICE_ENDPOINT", port: 80 },
} as const;

export interface PortToServe {
  readonly port: number;
  /** The variable that names it; absent: an option does, or none. */
  readonly variable?: string;
}

/**
 * The port to serve at: as the option says, else where this environment sends programs, else the usual one.
 *
 * @throws {ActasError} `usage` for what is no port
 */
export function portToServe(
  kind: ServeKind,
  { port }: Pick<ServeFlags, "port">,
  environment: Environment,
): PortToServe {
  if (port !== undefined) return { port: portNamed(port) };
  const { port: usual, variable } = USUAL[kind];
  const told = isOfAgent(environment) ? undefined : portIn(environment[variable]);
  return told === undefined ? { port: usual } : { port: told, variable };
}

/** The number of a port, as an option says it. @throws {ActasError} `usage` for what is no port */
export function portNamed(port: string): number {
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port);
  throw new ActasError("usage", `cannot use \`--port\` with "${port}": it is a number from 0 to 65535`, {
    hints: ["with 0 any free port is taken"],
  });
}

/** Within `exec` the variable leads to the agent, whose port is not to be had. */
function isOfAgent({ AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file }: Environment): boolean {
  return file?.includes(`/${GRANTS_FOLDER}/`) === true;
}

/** Undefined: it leads to another machine, or says no port. */
function portIn(address: string | undefined): number | undefined {
  const url = address ? URL.parse(address) : null;
  if (!url || !["127.0.0.1", "localhost"].includes(url.hostname)) return undefined;
  return Number(url.port) || undefined;
}
