import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { profileNames } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { notFound, requireSource, sourceOfId } from "../source-files/find-source.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import { knownSources } from "./known-sources.ts";
import { listHint } from "./list-hint.ts";

/** A role that a source lends, as typed. */
export interface SourceRole {
  readonly source: SourceDefinition;
  readonly role: string;
}

/**
 * The role named by `--server SOURCE ROLE`.
 *
 * @throws {ActasError} `source-not-found`, or `usage` without a role
 */
export function roleOfServer(
  name: string,
  { target, environment }: CredentialRequest,
  files: ProfileFiles,
  definitions: SourceDefinitions,
): SourceRole {
  const source = requireSource(name, knownSources(files, definitions, environment));
  if (!target) throw noRole(`--server ${name}`, source);
  return { source, role: target };
}

/**
 * The role named by `SOURCE:ROLE`; the id of the source ends at the first colon.
 *
 * @throws {ActasError} `source-not-found`, or `usage` without a role
 */
export function roleOfTarget(
  target: string,
  { environment }: CredentialRequest,
  files: ProfileFiles,
  definitions: SourceDefinitions,
): SourceRole {
  const colon = target.indexOf(":");
  const [id, role] = [target.slice(0, colon), target.slice(colon + 1)];
  const known = knownSources(files, definitions, environment);
  const source = sourceOfId(id, known) ?? notFound(id, known, profileNames(files));
  if (!role) throw noRole(target, source);
  return { source, role };
}

function noRole(typed: string, { id }: SourceDefinition): ActasError {
  return new ActasError("usage", `cannot use "${typed}": it names no role of "${id}"`, { hints: [listHint(id)] });
}
