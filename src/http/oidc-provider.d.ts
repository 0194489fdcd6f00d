/** The part of `oidc-provider` that the sandbox uses; the package has no types of its own. */
declare module "oidc-provider/lib/provider.js" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  export interface ProviderClient {
    readonly clientId: string;
    readonly clientName?: string;
    grantTypeAllowed(grantType: string): boolean;
  }

  export interface ProviderContext {
    body: string;
    type: string;
    readonly oidc: {
      readonly provider: Provider;
      readonly client: ProviderClient;
      readonly params: { readonly scope?: string };
      readonly session: { readonly accountId?: string };
      readonly entities: { readonly RotatedRefreshToken?: { readonly remainingTTL: number } };
    };
  }

  export interface ProviderGrant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  /** @see https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#configuration-options */
  export type ProviderConfiguration = Readonly<Record<string, unknown>>;

  export interface Model {
    readonly prototype: { generateTokenId(): string };
  }

  export class Provider {
    constructor(issuer: string, configuration: ProviderConfiguration);
    readonly AccessToken: Model & { find(token: string): Promise<{ readonly accountId?: string } | undefined> };
    readonly Grant: new (properties: {
      readonly clientId: string;
      readonly accountId: string;
    }) => ProviderGrant;
    readonly AuthorizationCode: Model;
    readonly Client: { find(id: string): Promise<ProviderClient | undefined> };
    readonly DeviceCode: Model;
    /** Rejects unless the provider has signed the token for the client; a token that has ended is good enough. */
    readonly IdToken: { validate(token: string, client: ProviderClient): Promise<unknown> };
    readonly Interaction: object;
    readonly RefreshToken: Model;
    readonly ReplayDetection: object;
    readonly Session: object;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{ readonly params: { readonly client_id: string } }>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
  }
}

declare module "oidc-provider/lib/adapters/memory_adapter.js" {
  /** A place for everything the provider keeps, for one provider. */
  export function createMemoryAdapter(): unknown;
}
