/** A role of IAM Identity Center. */
export interface PortalRole {
  readonly startUrl: string;
  readonly accountId: string;
  readonly roleName: string;
}

/**
 * The address at which the access portal opens the console as a role. It holds nothing secret: whoever opens it signs in.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html
 */
export function portalAddress({ accountId, roleName, startUrl }: PortalRole, destination: string | undefined): string {
  const query = new URLSearchParams({
    account_id: accountId,
    role_name: roleName,
    ...(destination !== undefined && { destination }),
  });
  return `${startUrl.replace(/[#/]+$/, "")}/#/console?${query}`;
}
