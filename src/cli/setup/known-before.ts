import type { RequestEnvironment } from "../../base/credential-request.ts";
import { pathsFrom } from "../../files/paths.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import type { SourceDefinitions } from "../../source-files/source-definitions.ts";
import { SourceReader } from "../../source-files/source-reader.ts";
import { knownSources } from "../../targets/known-sources.ts";
import { requestEnvironment } from "../environment/request-environment.ts";

/** What the user's files say before setup adds or removes a source. */
export interface KnownBefore {
  readonly environment: RequestEnvironment;
  readonly files: ProfileFiles;
  readonly known: SourceDefinitions;
}

/**
 * Reads all files that describe sources.
 *
 * @throws {ActasError} also where HOME is not set, as every command that keeps something: nothing is asked, and nothing
 * is written below another directory instead
 */
export async function knownBefore(): Promise<KnownBefore> {
  pathsFrom(process.env, undefined, "");
  const environment = requestEnvironment();
  const [files, definitions] = await Promise.all([readProfileFiles(environment), new SourceReader().read(environment)]);
  return { environment, files, known: knownSources(files, definitions, environment) };
}

/** The ids that are taken, including those of unusable files. */
export function takenIds({ known: { sources, unusable } }: KnownBefore): readonly string[] {
  return [...sources, ...unusable].map(({ id }) => id).filter((id) => id !== undefined);
}
