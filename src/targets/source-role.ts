import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import { profileNames } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { notFound, requireSource, sourceOfId } from "../source-files/find-source.ts";
import type { IdentityCenterDefinition } from "../source-files/kinds/identity-center.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import { knownSources } from "./known-sources.ts";
import type { CredentialServerReference, IdentityCenterReference } from "./resolved-target.ts";

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

/**
 * The reference to a role, without the STS that follows.
 *
 * @throws {ActasError} `usage` for a role of Identity Center that is no `ACCOUNT_ID/PERMISSION_SET`
 */
export function roleReference({
  source,
  role,
}: SourceRole): Omit<IdentityCenterReference, "sts"> | Omit<CredentialServerReference, "sts"> {
  if (source.kind === "credential-server") return { kind: source.kind, source, role };
  return { kind: source.kind, source, ...permissionSet(role, source) };
}

function permissionSet(
  role: string,
  { id }: IdentityCenterDefinition,
): Pick<IdentityCenterReference, "accountId" | "roleName"> {
  const [, accountId, roleName] = /^(\d{12})\/(.+)$/s.exec(role) ?? [];
  if (accountId && roleName) return { accountId, roleName };
  const reason = "a role of IAM Identity Center is ACCOUNT_ID/PERMISSION_SET";
  throw new ActasError("usage", `cannot use role "${role}" of "${id}": ${reason}`, { hints: [listHint(id)] });
}

function noRole(typed: string, { id }: SourceDefinition): ActasError {
  return new ActasError("usage", `cannot use "${typed}": it names no role of "${id}"`, { hints: [listHint(id)] });
}

function listHint(id: string): string {
  return `\`actas list roles ${shellWord(id)}\` shows the roles there are`;
}
