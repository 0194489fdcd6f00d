import { AwsError } from "../aws-error.ts";
import { type JsonAction, type JsonInput, jsonPage, jsonService, textIn } from "../json-service.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { Caller } from "../signature/key-ring.ts";
import { MANAGEMENT, type MemberAccount, ORGANIZATION_ID, ROOT_ID, UNITS, type Unit } from "./organization.ts";

/** As AWS has them. */
const ON_A_PAGE = 20;

/** AWS Organizations, as far as one reads which accounts there are and where they belong. */
export const organizations = jsonService({
  name: "organizations",
  target: "AWSOrganizationsV20161128",
  version: "1.1",
  codes: { Throttling: "TooManyRequestsException", ValidationError: "InvalidInputException" },
  actions: {
    DescribeOrganization: forManagement(() => ({
      Organization: {
        Id: ORGANIZATION_ID,
        Arn: arnOf("organization", ORGANIZATION_ID),
        MasterAccountId: MANAGEMENT,
        FeatureSet: "ALL",
      },
    })),
    DescribeOrganizationalUnit: forManagement((input) => {
      const id = textIn(input, "OrganizationalUnitId");
      const unit = UNITS.find((one) => one.id === id);
      if (unit) return { OrganizationalUnit: shownUnit(unit) };
      throw new AwsError(
        "OrganizationalUnitNotFoundException",
        "You specified an organizational unit that doesn't exist.",
      );
    }),
    ListAccounts: forManagement((input, _, aws) => accountsPage(input, membersOf(aws))),
    ListAccountsForParent: forManagement((input, _, aws) => {
      const parent = parentIn(input);
      return accountsPage(
        input,
        membersOf(aws).filter(({ unitId }) => unitId === parent),
      );
    }),
    ListOrganizationalUnitsForParent: forManagement((input) => {
      const parent = parentIn(input);
      const { items, ...next } = jsonPage(
        UNITS.filter(({ parentId }) => parentId === parent),
        input,
        ON_A_PAGE,
      );
      return { OrganizationalUnits: items.map(shownUnit), ...next };
    }),
    ListParents: forManagement((input, _, aws) => {
      const child = textIn(input, "ChildId");
      const parent =
        membersOf(aws).find(({ id }) => id === child)?.unitId ?? UNITS.find(({ id }) => id === child)?.parentId;
      if (!parent) throw new AwsError("ChildNotFoundException", "You specified a child that doesn't exist.");
      return { Parents: [{ Id: parent, Type: parent === ROOT_ID ? "ROOT" : "ORGANIZATIONAL_UNIT" }] };
    }),
    ListRoots: forManagement(() => ({
      Roots: [{ Id: ROOT_ID, Arn: arnOf("root", `${ORGANIZATION_ID}/${ROOT_ID}`), Name: "Root", PolicyTypes: [] }],
    })),
  },
});

function forManagement(action: (input: JsonInput, caller: Caller, aws: MadeUpAws) => object): JsonAction {
  return (input, caller, aws) => {
    if (caller.accountId === MANAGEMENT) return action(input, caller, aws);
    throw new AwsError("AccessDenied", "You don't have permissions to access this resource.");
  };
}

function membersOf({ organization, settings }: MadeUpAws): MemberAccount[] {
  return organization.members(settings.values.accounts);
}

function parentIn(input: JsonInput): string {
  const parent = textIn(input, "ParentId");
  if (parent === ROOT_ID || UNITS.some(({ id }) => id === parent)) return parent;
  throw new AwsError("ParentNotFoundException", "You specified a root or OU that doesn't exist.");
}

function accountsPage(input: JsonInput, accounts: readonly MemberAccount[]): object {
  const { items, ...next } = jsonPage(accounts, input, ON_A_PAGE);
  return { Accounts: items.map(shownAccount), ...next };
}

function shownAccount({ id, name, status }: MemberAccount): object {
  return {
    Id: id,
    Arn: arnOf("account", `${ORGANIZATION_ID}/${id}`),
    Email: `aws+${id}@example.com`,
    Name: name,
    Status: status,
    State: status,
    JoinedMethod: "CREATED",
    JoinedTimestamp: 1_577_836_800,
  };
}

function shownUnit({ id, name }: Unit): object {
  return { Id: id, Arn: arnOf("ou", `${ORGANIZATION_ID}/${id}`), Name: name };
}

function arnOf(kind: string, id: string): string {
  return `arn:aws:organizations::${MANAGEMENT}:${kind}/${id}`;
}
