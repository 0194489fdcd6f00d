import type { Tag } from "@aws-sdk/client-iam";
import { allPages, type IamAsker } from "./iam-asker.ts";

/** What IAM says about a user, besides the name. */
export interface UserFacts {
  /** The ARN of the policy that is the permissions boundary. */
  readonly boundaryArn?: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** An MFA device of a user. */
export interface EnrolledDevice {
  readonly serialNumber: string;
  readonly enrolled?: Date;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export function getUser(iam: IamAsker, UserName: string): Promise<UserFacts> {
  return iam.ask({ action: "GetUser", doing: `read user ${UserName}` }, async (sdk, client) => {
    const { User } = await client.send(new sdk.GetUserCommand({ UserName }));
    const boundaryArn = User?.PermissionsBoundary?.PermissionsBoundaryArn;
    return { ...(boundaryArn && { boundaryArn }), tags: new Map((User?.Tags ?? []).flatMap(pairOf)) };
  });
}

/** The names of the user's groups. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export function listGroupsForUser(iam: IamAsker, UserName: string): Promise<string[]> {
  const call = { action: "ListGroupsForUser", doing: `list the groups of user ${UserName}` };
  return allPages((from) =>
    iam.ask(call, async (sdk, client) => {
      const answer = await client.send(new sdk.ListGroupsForUserCommand({ UserName, ...from }));
      const items = (answer.Groups ?? []).flatMap(({ GroupName }) => GroupName ?? []);
      return { items, isTruncated: answer.IsTruncated, marker: answer.Marker };
    }),
  );
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export function listMfaDevices(iam: IamAsker, UserName: string): Promise<EnrolledDevice[]> {
  const call = { action: "ListMFADevices", doing: `list the MFA devices of user ${UserName}` };
  return allPages((from) =>
    iam.ask(call, async (sdk, client) => {
      const answer = await client.send(new sdk.ListMFADevicesCommand({ UserName, ...from }));
      const items = (answer.MFADevices ?? []).flatMap(({ SerialNumber, EnableDate }) =>
        SerialNumber ? [{ serialNumber: SerialNumber, ...(EnableDate && { enrolled: EnableDate }) }] : [],
      );
      return { items, isTruncated: answer.IsTruncated, marker: answer.Marker };
    }),
  );
}

/** The ARNs of all roles of the account. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export function listRoles(iam: IamAsker): Promise<string[]> {
  const call = { action: "ListRoles", doing: "list the roles of the account" };
  return allPages((from) =>
    iam.ask(call, async (sdk, client) => {
      const answer = await client.send(new sdk.ListRolesCommand({ MaxItems: 1000, ...from }));
      const items = (answer.Roles ?? []).flatMap(({ Arn }) => Arn ?? []);
      return { items, isTruncated: answer.IsTruncated, marker: answer.Marker };
    }),
  );
}

/**
 * The name that an account has besides its number, if it has one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
 */
export function accountAlias(iam: IamAsker): Promise<string | undefined> {
  return iam.ask({ action: "ListAccountAliases", doing: "read the alias of the account" }, async (sdk, client) => {
    const { AccountAliases = [] } = await client.send(new sdk.ListAccountAliasesCommand({}));
    return AccountAliases[0];
  });
}

function pairOf({ Key, Value }: Tag): [string, string][] {
  return Key !== undefined && Value !== undefined ? [[Key, Value]] : [];
}
