import { FILE_STAND_INS, REQUEST_VARIABLES, type RequestEnvironment } from "./credential-request.ts";

/** Where a command runs: what a program that it starts would find. The environment may hold secrets. */
export interface Surroundings {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * With the variables as a request names them: file names are absolute there, and in a program that `exec` started they
 * are the user's own files again, where the program has copies.
 */
export function asRequested({ directory, environment }: Surroundings, requested: RequestEnvironment): Surroundings {
  const variables = new Map(Object.entries(environment));
  for (const name of [...REQUEST_VARIABLES, ...Object.values(FILE_STAND_INS)]) variables.delete(name);
  for (const name of REQUEST_VARIABLES) if (requested[name]) variables.set(name, requested[name]);
  return { directory, environment: Object.fromEntries(variables) };
}
