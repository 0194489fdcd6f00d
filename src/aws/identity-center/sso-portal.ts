import type { z } from "zod/mini";
import type { Clock } from "../../base/clock.ts";
import type { Credentials } from "../../base/credentials.ts";
import { Secret } from "../../base/secret.ts";
import { AccountRolesAnswer, AccountsAnswer, RoleCredentialsAnswer } from "./portal-answers.ts";
import { PortalRefusal } from "./portal-refusal.ts";
import { notAws, ssoAnswer } from "./sso-answer.ts";
import type { SsoEndpoint } from "./sso-endpoint.ts";

/** An account in which the user has roles. */
export interface SsoAccount {
  readonly accountId: string;
  readonly accountName?: string;
  readonly emailAddress?: string;
}

/** Some of the accounts, in the portal's order. */
export interface AccountsPage {
  readonly accounts: readonly SsoAccount[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

type Sdk = typeof import("@aws-sdk/client-sso");

interface Opened {
  readonly sdk: Sdk;
  readonly client: InstanceType<Sdk["SSOClient"]>;
}

type Send = (sdk: Sdk, client: InstanceType<Sdk["SSOClient"]>) => Promise<unknown>;

/** What ListAccounts and ListAccountRoles give at most. */
const PAGE_SIZE = 100;
/** `once`: a caller that makes many calls at once retries by itself. */
const ATTEMPTS = { "with-retries": 3, once: 1 };
type Attempts = keyof typeof ATTEMPTS;

/**
 * Calls to the access portal of IAM Identity Center, with the bearer token of a sign-in. The SDK is loaded at the
 * first call, and one client serves all calls that are tried as often.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/
 */
export class SsoPortal {
  readonly #endpoint: SsoEndpoint;
  readonly #accessToken: Secret;
  readonly #clock: Clock;
  readonly #ofLists: Attempts;
  readonly #opened = new Map<Attempts, Promise<Opened>>();

  constructor(endpoint: SsoEndpoint, accessToken: Secret, clock: Clock, ofLists: Attempts = "with-retries") {
    this.#endpoint = endpoint;
    this.#accessToken = accessToken;
    this.#clock = clock;
    this.#ofLists = ofLists;
  }

  /** @throws {PortalRefusal | ActasError} */
  async roleCredentials(accountId: string, roleName: string): Promise<Credentials> {
    const action = `get credentials of ${roleName} in account ${accountId}`;
    const accessToken = this.#accessToken.reveal();
    const { roleCredentials: keys } = await this.#call(action, RoleCredentialsAnswer, (sdk, client) =>
      client.send(new sdk.GetRoleCredentialsCommand({ accessToken, accountId, roleName })),
    );
    return {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: new Secret(keys.secretAccessKey),
      sessionToken: new Secret(keys.sessionToken),
      expiration: new Date(keys.expiration),
    };
  }

  /** One page of the accounts: the first, or the next after another page. @throws {PortalRefusal | ActasError} */
  async accountsPage(nextToken?: string): Promise<AccountsPage> {
    const accessToken = this.#accessToken.reveal();
    const page = await this.#call(
      "list the accounts",
      AccountsAnswer,
      (sdk, client) =>
        client.send(
          new sdk.ListAccountsCommand({ accessToken, maxResults: PAGE_SIZE, ...(nextToken && { nextToken }) }),
        ),
      this.#ofLists,
    );
    return { accounts: page.accountList.map(accountOf), ...(page.nextToken && { nextToken: page.nextToken }) };
  }

  /** Names of all permission sets that the user has in an account. @throws {PortalRefusal | ActasError} */
  async accountRoles(accountId: string): Promise<string[]> {
    const accessToken = this.#accessToken.reveal();
    const names: string[] = [];
    let next: string | null | undefined;
    do {
      const nextToken = next ? { nextToken: next } : {};
      const page = await this.#call(
        `list the roles in account ${accountId}`,
        AccountRolesAnswer,
        (sdk, client) =>
          client.send(new sdk.ListAccountRolesCommand({ accessToken, accountId, maxResults: PAGE_SIZE, ...nextToken })),
        this.#ofLists,
      );
      names.push(...page.roleList.map(({ roleName }) => roleName));
      next = page.nextToken;
    } while (next);
    return names;
  }

  /** Ends the sign-in at the portal: its token and what could renew it. @throws {PortalRefusal | ActasError} */
  async logout(): Promise<void> {
    const action = "sign out of Identity Center";
    const { sdk, client } = await this.#open();
    await client.send(new sdk.LogoutCommand({ accessToken: this.#accessToken.reveal() })).catch(this.#refused(action));
  }

  async #call<T extends z.ZodMiniType>(
    action: string,
    shape: T,
    send: Send,
    attempts?: Attempts,
  ): Promise<z.output<T>> {
    const { sdk, client } = await this.#open(attempts);
    const answer = await send(sdk, client).catch(this.#refused(action));
    const parsed = shape.safeParse(answer);
    if (!parsed.success) throw notAws(action, this.#endpoint.url, 200);
    return parsed.data;
  }

  #refused(action: string) {
    return (error: unknown): never => {
      throw new PortalRefusal(ssoAnswer(error, action, this.#endpoint.url));
    };
  }

  #open(attempts: Attempts = "with-retries"): Promise<Opened> {
    const opened = this.#opened.get(attempts) ?? openClient(this.#endpoint, this.#clock, ATTEMPTS[attempts]);
    this.#opened.set(attempts, opened);
    return opened;
  }
}

async function openClient({ network, region, url }: SsoEndpoint, clock: Clock, maxAttempts: number): Promise<Opened> {
  const sdk = await import("@aws-sdk/client-sso");
  const { clientSettings } = await import("../client-settings.ts");
  const settings = clientSettings({ clock, maxAttempts, network });
  return { sdk, client: new sdk.SSOClient({ region, endpoint: url, ...settings }) };
}

function accountOf({ accountId, accountName, emailAddress }: z.output<typeof AccountsAnswer>["accountList"][number]) {
  return { accountId, ...(accountName && { accountName }), ...(emailAddress && { emailAddress }) };
}
