import type { EnvironmentChanges } from "../../base/environment.ts";
import { dockerEnv } from "../../delivery/docker-env.ts";
import { directVariables } from "../../delivery/environment-variables.ts";
import { shellExport, shellOf } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { environmentChanges } from "../environment/environment-changes.ts";
import { refuseControls } from "../environment/refuse-controls.ts";
import type { ServeFlags } from "./serve-flags.ts";

interface Printing extends Pick<ServeFlags, "shell"> {
  /** Where programs ask; no proxy stands between. */
  readonly url: string;
}

/**
 * Prints what a program's environment must be to be served: for a shell, or as `docker run --env-file` reads it.
 *
 * @throws {ActasError} `configuration` for what the form cannot hold
 */
export function printVariables(environment: EnvironmentChanges, { shell, url }: Printing): void {
  const all = { ...environment, ...directVariables(process.env, new URL(url).hostname) };
  refuseControls(all);
  print(textOf(all, shell).trimEnd());
}

function textOf(all: EnvironmentChanges, shell: ServeFlags["shell"]): string {
  if (shell === "docker-env") return dockerEnv(all);
  return shellExport(environmentChanges(all), shell ?? shellOf(parentProgram(), process.env.SHELL));
}
