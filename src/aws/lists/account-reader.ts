import type { IAMClient } from "@aws-sdk/client-iam";
import { partitionOfRegion } from "../../base/partitions.ts";
import { allOfPages, askService, incomplete, type ServiceAccess, type ServiceCall } from "./ask-service.ts";
import { keepBody } from "./keep-body.ts";
import { decodedPolicy, type FoundRole, rolesInXml } from "./roles-in-xml.ts";

/** An OpenID provider that an account trusts. */
export interface FoundProvider {
  readonly arn: string;
  /** Without `https://`. */
  readonly url: string;
  readonly clientIds: readonly string[];
}

/** A page of as many roles stays below the limit for an answer even if each has the longest trust policy. */
const ROLES_ON_A_PAGE = 300;
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

/** An answer without anything in it. */
const NO_ROLES = new TextEncoder().encode("<R/>");

/**
 * Reads which roles an account has, and whom it trusts, one call after the other.
 *
 * @param attempts - of each call; who waits between calls itself wants one
 */
export class AccountReader {
  readonly #access: ServiceAccess;
  readonly #attempts: number;

  constructor(access: ServiceAccess, attempts: number) {
    this.#access = access;
    this.#attempts = attempts;
  }

  /** One page. @param marker - of the page before. @throws {ActasError} */
  roles(marker?: string): Promise<{ readonly items: readonly FoundRole[]; readonly next: string | undefined }> {
    return this.#ask("list the roles", async (sdk, client) => {
      const body = keepBody(client, () => NO_ROLES);
      await client.send(new sdk.ListRolesCommand({ MaxItems: ROLES_ON_A_PAGE, ...(marker && { Marker: marker }) }));
      return rolesInXml(body());
    });
  }

  /** At most one, as AWS has it. @throws {ActasError} */
  aliases(): Promise<readonly string[]> {
    return this.#ask("list the aliases", async (sdk, client) =>
      allOfPages("IAM", async (Marker: string | undefined) => {
        const answer = await client.send(new sdk.ListAccountAliasesCommand({ ...(Marker && { Marker }) }));
        return { items: answer.AccountAliases ?? [], next: answer.IsTruncated ? answer.Marker : undefined };
      }),
    );
  }

  /** The ARNs of the account's OpenID providers. @throws {ActasError} */
  providerArns(): Promise<readonly string[]> {
    return this.#ask("list the OpenID providers", async (sdk, client) => {
      const { OpenIDConnectProviderList = [] } = await client.send(new sdk.ListOpenIDConnectProvidersCommand({}));
      return OpenIDConnectProviderList.flatMap(({ Arn }) => (Arn ? [Arn] : []));
    });
  }

  /** @throws {ActasError} */
  provider(arn: string): Promise<FoundProvider> {
    return this.#ask(`read ${arn}`, async (sdk, client) => {
      const answer = await client.send(new sdk.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }));
      if (!answer.Url) throw incomplete("IAM");
      return { arn, url: answer.Url.replace(/^https:\/\//, ""), clientIds: answer.ClientIDList ?? [] };
    });
  }

  /** One role; undefined: there is none of that name. @throws {ActasError} */
  async role(name: string): Promise<FoundRole | undefined> {
    return this.#ask(`read role ${name}`, async (sdk, client) => {
      const answer = await client.send(new sdk.GetRoleCommand({ RoleName: name })).catch((error: Error) => {
        if (error.name === "NoSuchEntityException" || error.name === "NoSuchEntity") return undefined;
        throw error;
      });
      const role = answer?.Role;
      if (!role) return undefined;
      if (!role.Arn || !role.RoleName || !role.RoleId) throw incomplete("IAM");
      return {
        arn: role.Arn,
        roleId: role.RoleId,
        path: role.Path ?? "/",
        name: role.RoleName,
        maxSessionSeconds: role.MaxSessionDuration ?? 3600,
        trustPolicy: decodedPolicy(role.AssumeRolePolicyDocument ?? ""),
      };
    });
  }

  async #ask<T>(
    doing: string,
    send: (sdk: typeof import("@aws-sdk/client-iam"), client: IAMClient) => Promise<T>,
  ): Promise<T> {
    const sdk = await import("@aws-sdk/client-iam");
    const call: ServiceCall = {
      service: "IAM",
      doing,
      host: `iam of ${partitionOfRegion(this.#access.region).id}`,
      mostAnswerBytes: MOST_ANSWER_BYTES,
      attempts: this.#attempts,
    };
    return askService(
      this.#access,
      call,
      (settings) => new sdk.IAMClient(settings),
      (client) => send(sdk, client),
    );
  }
}
