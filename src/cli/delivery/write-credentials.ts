import type { RequestEnvironment } from "../../base/credential-request.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { isIdentityKey } from "../../delivery/guarded-files/hide-default.ts";
import { settingsOfKeys } from "../../delivery/keys-as-profile.ts";
import { editFile } from "../../files/edit-file.ts";
import { readIfThere } from "../../files/read-if-there.ts";
import { problemOnTheWayTo } from "../../files/safe-path.ts";
import { EditedFile } from "../../profiles/edited-file.ts";
import { profilePaths } from "../../profiles/file-paths.ts";
import { parseFile } from "../../profiles/parse-file.ts";
import type { Section } from "../../profiles/section.ts";

/**
 * Writes temporary credentials into a section of their own, or over temporary ones. A section that names credentials in
 * another way, perhaps by a long-term key, stays as it is.
 *
 * @param path - the credentials file
 * @param profile - the section
 * @throws {ActasError} `usage` for a name or credentials that cannot stand there; `configuration` when the profile is
 *   something else, a file cannot be read, or another user could replace it; `system` when it cannot be written
 */
export async function writeCredentials(
  { path, profile }: { readonly path: string; readonly profile: string },
  credentials: Credentials,
  environment: RequestEnvironment,
): Promise<void> {
  requireProfileName(profile);
  if (!credentials.sessionToken) throw longTerm(profile);
  refuseReplaceable(path);
  const { config } = profilePaths(environment);
  refuseOther(profile, parseFile(readIfThere(config) ?? "", config).get(`profile ${profile}`), config);
  const settings = settingsOfKeys(credentials);
  await editFile(path, (text) => {
    refuseOther(profile, parseFile(text, path).get(profile), path);
    const file = new EditedFile(text, path);
    if (file.has(profile)) for (const setting of settings) file.set(profile, setting);
    else file.add(profile, settings);
    return file.text;
  });
}

/**
 * Refuses a name for such a section on which SDKs disagree, or that every program would use.
 *
 * @throws {ActasError} `usage`
 */
export function requireProfileName(profile: string): void {
  if (!/^[\w.@/:+,-]+$/.test(profile) || countsForAll(profile)) throw unusableName(profile);
}

/** For botocore `[DEFAULT]` is in every section: its session token would come to the keys of each profile. */
function countsForAll(profile: string): boolean {
  return profile.toLowerCase() === "default";
}

/** Another user who can put a file in this place would get the keys. A directory that is missing is made. */
function refuseReplaceable(path: string): void {
  const problem = problemOnTheWayTo(path, "trusted");
  if (!problem || problem.missing) return;
  const reason = `another user could put another file in its place: ${problem.reason}`;
  throw new ActasError("configuration", `cannot write credentials into ${path}: ${reason}`, {
    hints: [`\`ls -ld ${shellArgument(problem.at)}\` shows whose it is`, "AWS_SHARED_CREDENTIALS_FILE names the file"],
  });
}

function refuseOther(profile: string, section: Section | undefined, path: string): void {
  if (!section) return;
  const { secrets, settings } = section;
  const other = [...settings.keys()].find(namesAnotherWay);
  if (other) throw isOther(profile, `it has \`${other}\``, path);
  const isLongTerm = settings.has("aws_access_key_id") || secrets.has("aws_secret_access_key");
  if (isLongTerm && !secrets.has("aws_session_token")) throw isOther(profile, "it has a long-term key", path);
}

/** The last are of aws-runas. */
function namesAnotherWay(key: string): boolean {
  return (isIdentityKey(key) && !key.startsWith("aws_")) || /^(saml|web_identity)_/.test(key);
}

function isOther(profile: string, reason: string, path: string): ActasError {
  return new ActasError("configuration", `cannot write credentials into [${profile}] of ${path}: ${reason}`, {
    hints: ["`--write-profile NAME` names another section"],
  });
}

function unusableName(profile: string): ActasError {
  const reason = countsForAll(profile) ? "it would count for every program" : "SDKs disagree on such names";
  return new ActasError("usage", `cannot write credentials into [${profile}]: ${reason}`, {
    hints: ["`--write-profile NAME` names another section"],
  });
}

function longTerm(profile: string): ActasError {
  return new ActasError("usage", `cannot write credentials into [${profile}]: they are a long-term key`, {
    hints: ["`--session` writes those of a session"],
  });
}
