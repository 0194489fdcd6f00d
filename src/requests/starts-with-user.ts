import type { RequestEnvironment } from "../base/credential-request.ts";
import { findProfile } from "../profiles/profile.ts";
import { sourceOfId } from "../source-files/find-source.ts";
import { kindIn } from "../targets/kinds/kinds.ts";
import { knownSources } from "../targets/known-sources.ts";
import { profileChain } from "../targets/profile-chain.ts";
import { createReaders, type Readers } from "./read-files.ts";

/**
 * Whether a name that is no source's means a profile that starts with the keys of an IAM user. Makes no call.
 *
 * @throws {ActasError} `configuration` for a profile that cannot be used
 */
export async function startsWithUser(
  name: string,
  environment: RequestEnvironment,
  { profiles, sources }: Pick<Readers, "profiles" | "sources"> = createReaders(),
): Promise<boolean> {
  const [files, definitions] = await Promise.all([profiles.read(environment), sources.read(environment)]);
  if (sourceOfId(name, knownSources(files, definitions, environment)) || !findProfile(files, name)) return false;
  const { source } = profileChain(name, files, { delivery: "other", place: "target" });
  return kindIn(source, files)?.assumedBy === "user";
}
