import { dirname } from "node:path";
import type { RequestEnvironment } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { pathsFrom } from "../../files/paths.ts";
import { whyNotCreatable } from "../../files/why-not-creatable.ts";
import { followLinks } from "../../files/write-private-file.ts";
import { profilePaths } from "../../profiles/file-paths.ts";
import { ownSourceFolder } from "../../source-files/source-folders.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { ELSEWHERE } from "./write-source.ts";

/**
 * Finds out before the first question whether the answers could be kept.
 *
 * @throws {ActasError} `system` where no source file can be written; `configuration` where HOME is not set
 */
export function requireWritable(): void {
  pathsFrom(process.env, undefined, "");
  const folder = ownSourceFolder(requestEnvironment());
  const reason = whyNotCreatable(folder);
  if (reason) throw new ActasError("system", `cannot set up a source: ${reason}`, { hints: [ELSEWHERE] });
}

/** The same for a profile. @throws {ActasError} `system` where the AWS config file cannot be replaced */
export function requireWritableProfiles(environment: RequestEnvironment): void {
  const reason = whyNotCreatable(dirname(followLinks(profilePaths(environment).config)));
  if (reason) throw new ActasError("system", `cannot write a profile: ${reason}`);
}
