import { parseRoleArn } from "../../base/arn.ts";

/** A role that is named by its ARN. */
export interface CustomRole {
  readonly roleArn: string;
  /** The profile whose keys assume it. Absent: as for a role ARN on the command line. */
  readonly sourceProfile?: string;
  readonly externalId?: string;
}

/** The fields of the form for a role that need a password. */
const OF_PASSWORDS = ["auth-url", "username", "password", "jump-role", "client-id", "redirect-uri"];

/** Reads the form for a role. @returns why it cannot be used, if it cannot */
export function customRole(form: URLSearchParams): CustomRole | string {
  const value = (name: string): string => form.get(name)?.trim() ?? "";
  const type = value("adv-type");
  if (type === "saml" || type === "oidc") return `\`adv-type\` ${type} takes a password, and no source of actas does`;
  if (type !== "iam") return "`adv-type` is none of iam, saml and oidc";
  const password = OF_PASSWORDS.find((name) => value(name) !== "");
  if (password !== undefined) return `\`${password}\` goes with a password, and no source of actas takes one`;
  const roleArn = value("role-arn");
  if (!parseRoleArn(roleArn)) return "`role-arn` is not the ARN of a role, such as arn:aws:iam::111122223333:role/Dev";
  const sourceProfile = value("source-profile");
  const externalId = value("external-id");
  return { roleArn, ...(sourceProfile && { sourceProfile }), ...(externalId && { externalId }) };
}
