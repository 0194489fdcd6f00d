import type { Environment } from "../../base/environment.ts";
import { readConfiguration } from "./read-configuration.ts";
import { type ServerConfiguration, serverConfiguration } from "./server-configuration.ts";

/** The configuration of a server on this machine. @throws {ActasError} `configuration` */
export function configurationHere(named: string | undefined, environment: Environment): ServerConfiguration {
  return serverConfiguration(readConfiguration(named, environment), environment);
}
