import { BROUGHT, FILE_STAND_INS, REQUEST_VARIABLES, type RequestEnvironment } from "./credential-request.ts";

/** The directory and environment of a client, as a program started by it would find them. May hold secrets. */
export interface Surroundings {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The surroundings with the variables of a request put in: there file names are absolute, and where a program that
 * `exec` started has copies, they name the user's own files again.
 */
export function asRequested({ directory, environment }: Surroundings, requested: RequestEnvironment): Surroundings {
  const variables = new Map(Object.entries(environment));
  for (const name of [...REQUEST_VARIABLES, ...Object.values(FILE_STAND_INS), BROUGHT]) variables.delete(name);
  for (const name of REQUEST_VARIABLES) if (requested[name]) variables.set(name, requested[name]);
  return { directory, environment: Object.fromEntries(variables) };
}
