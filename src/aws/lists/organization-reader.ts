import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import { allOfPages, askService, type ServiceAccess } from "./ask-service.ts";

/** An account of an organization. */
export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  /** Only active ones can be asked about their roles. */
  readonly isActive: boolean;
}

/** A root or an organizational unit. */
export interface OrganizationUnit {
  readonly id: string;
  readonly name: string;
}

type Sdk = typeof import("@aws-sdk/client-organizations");

/** Organizations throttles all callers together; the SDK waits longer each time. */
const ATTEMPTS = 8;

/**
 * Reads which accounts an organization has, and where they are in it. Only the management account and delegated
 * administrators may ask.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/
 */
export class OrganizationReader {
  readonly #access: ServiceAccess;

  constructor(access: ServiceAccess) {
    this.#access = access;
  }

  /** @throws {ActasError} */
  roots(): Promise<readonly OrganizationUnit[]> {
    return this.#list("list the roots of the organization", async (sdk, client, from) => {
      const { NextToken, Roots = [] } = await client.send(new sdk.ListRootsCommand(from));
      return { items: Roots.flatMap(unitFrom), next: NextToken };
    });
  }

  /** @throws {ActasError} */
  unitsIn(parentId: string): Promise<readonly OrganizationUnit[]> {
    return this.#list("list the units of the organization", async (sdk, client, from) => {
      const input = { ParentId: parentId, ...from };
      const { NextToken, OrganizationalUnits = [] } = await client.send(
        new sdk.ListOrganizationalUnitsForParentCommand(input),
      );
      return { items: OrganizationalUnits.flatMap(unitFrom), next: NextToken };
    });
  }

  /** The accounts right below a root or unit. @throws {ActasError} */
  accountsIn(parentId: string): Promise<readonly OrganizationAccount[]> {
    return this.#list("list the accounts of the organization", async (sdk, client, from) => {
      const input = { ParentId: parentId, ...from };
      const { Accounts = [], NextToken } = await client.send(new sdk.ListAccountsForParentCommand(input));
      const items = Accounts.flatMap(({ Id: id, Name: name = "", State, Status }) =>
        id ? [{ id, name, isActive: (State ?? Status) === "ACTIVE" }] : [],
      );
      return { items, next: NextToken };
    });
  }

  async #list<T>(
    doing: string,
    send: (
      sdk: Sdk,
      client: OrganizationsClient,
      from: { NextToken?: string },
    ) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
  ): Promise<readonly T[]> {
    const sdk = await import("@aws-sdk/client-organizations");
    return askService(
      this.#access,
      { service: "Organizations", doing, host: "organizations.us-east-1.amazonaws.com", attempts: ATTEMPTS },
      (settings) => new sdk.OrganizationsClient(settings),
      (client) =>
        allOfPages("Organizations", (token: string | undefined) =>
          send(sdk, client, token === undefined ? {} : { NextToken: token }),
        ),
    );
  }
}

function unitFrom({ Id: id, Name: name = "" }: { Id?: string | undefined; Name?: string | undefined }) {
  return id ? [{ id, name }] : [];
}
