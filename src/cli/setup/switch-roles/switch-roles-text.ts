import { headerOfProfile } from "../../../profiles/sections-of-profile.ts";
import type { SwitchableRole } from "./switchable-roles.ts";

/** For which program roles are written. */
export type SwitchRolesFormat = "extension" | "aws-config";

type Settings = Readonly<Record<string, string | undefined>>;

/** The roles as the lines of a configuration. */
export function switchRolesText(roles: readonly SwitchableRole[], format: SwitchRolesFormat): readonly string[] {
  const sections = format === "extension" ? forExtension(roles) : forAws(roles);
  return sections.flatMap(([header, settings], index) => [
    ...(index > 0 ? [""] : []),
    `[${header}]`,
    ...Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`])),
  ]);
}

/**
 * For the browser extension AWS Extend Switch Roles. It shows a role with a `source_profile` to those who are signed in
 * to the account of that section, and any other role always.
 *
 * @see https://github.com/tilfinltd/aws-extend-switch-roles
 */
function forExtension(roles: readonly SwitchableRole[]): (readonly [string, Settings])[] {
  const bases = new Map(
    roles.flatMap(({ source, sourceAccountAlias, sourceAccountId }) =>
      sourceAccountId
        ? [[source, { aws_account_id: sourceAccountId, aws_account_alias: sourceAccountAlias }] as const]
        : [],
    ),
  );
  return [
    ...bases,
    ...roles.map((one) => {
      const { color, profile, region, roleArn, source } = one;
      const base = bases.has(source) ? source : undefined;
      return [`profile ${profile}`, { role_arn: roleArn, source_profile: base, region, color }] as const;
    }),
  ];
}

/** For any tool that reads `~/.aws/config`, with the keys that all know. The users' keys are elsewhere. */
function forAws(roles: readonly SwitchableRole[]): (readonly [string, Settings])[] {
  return roles.map((one) => [
    headerOfProfile(one.profile),
    {
      role_arn: one.roleArn,
      source_profile: one.source,
      mfa_serial: one.mfaSerial,
      external_id: one.externalId,
      region: one.region,
    },
  ]);
}
