/** The part of `oidc-provider` that the sandbox and the team server use; the package has no types of its own. */
declare module "oidc-provider/lib/provider.js" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  export interface ProviderClient {
    readonly clientId: string;
    readonly clientName?: string;
    readonly dpopBoundAccessTokens: boolean;
    grantTypeAllowed(grantType: string): boolean;
  }

  export interface ProviderContext {
    body: string;
    type: string;
    status: number;
    readonly ip: string;
    readonly oidc: {
      readonly provider: Provider;
      readonly client: ProviderClient;
      readonly params: { readonly scope?: string };
      readonly requestParamScopes: ReadonlySet<string>;
      readonly session: {
        readonly accountId?: string;
        readonly state?: { readonly secret: string };
      };
      readonly result?: { readonly login?: object };
      readonly entities: { readonly RotatedRefreshToken?: { readonly remainingTTL: number } };
      readonly deviceCode?: unknown;
      urlFor(route: string): string;
    };
  }

  export interface ProviderGrant {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  /** What tokens have in common. */
  export interface ProviderToken {
    readonly accountId?: string;
    readonly clientId?: string;
    readonly gty?: string;
    /** Of a refresh token: when the first of its line was issued, in seconds. */
    readonly iiat?: number;
    /** The thumbprint of the key that it is bound to. */
    readonly jkt?: string;
    readonly kind: string;
  }

  /** @see https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#configuration-options */
  export type ProviderConfiguration = Readonly<Record<string, unknown>>;

  export interface Model {
    readonly prototype: { generateTokenId(): string };
  }

  /** What waits for an answer of the person. */
  export interface ProviderInteraction {
    readonly uid: string;
    readonly params: { readonly client_id: string };
    readonly deviceCode?: string;
  }

  export class Provider {
    constructor(issuer: string, configuration: ProviderConfiguration);
    /** Whether `X-Forwarded-*` are believed. */
    proxy: boolean;
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
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<ProviderInteraction>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    on(event: string, listener: (...about: readonly unknown[]) => void): this;
  }
}

declare module "oidc-provider/lib/helpers/errors.js" {
  /** Refusals of the token endpoint. @see RFC 6749 section 5.2 */
  export class InvalidGrant extends Error {
    constructor(detail: string);
  }
  export class InvalidTarget extends Error {
    constructor(description?: string);
  }
}

declare module "oidc-provider/lib/adapters/memory_adapter.js" {
  /** A place for everything the provider keeps, for one provider. */
  export function createMemoryAdapter(): unknown;
}
