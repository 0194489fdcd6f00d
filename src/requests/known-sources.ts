import type { RequestEnvironment } from "../base/credential-request.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import { knownSources } from "../targets/known-sources.ts";
import { sourceNamed } from "../targets/source-named.ts";
import { type Readers, readProfilesWith } from "./read-files.ts";

/** All sources that a command in this environment can name. */
export async function definitionsIn(readers: Readers, environment: RequestEnvironment): Promise<SourceDefinitions> {
  const [files, definitions] = await read(readers, environment);
  return knownSources(files, definitions, environment);
}

/** The source that a user means by its id, its URL or a profile. @throws {ActasError} `source-not-found` */
export async function definitionNamed(
  name: string,
  readers: Readers,
  environment: RequestEnvironment,
): Promise<SourceDefinition> {
  const [files, definitions] = await read(readers, environment);
  return sourceNamed(name, files, definitions, environment);
}

function read(readers: Readers, environment: RequestEnvironment) {
  return Promise.all([readProfilesWith(readers, environment), readers.sources.read(environment)]);
}
