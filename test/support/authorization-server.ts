import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The part of `oidc-provider` that tests use; the package has no types. */
interface OidcProvider {
  callback(): (request: unknown, response: unknown) => void;
  interactionFinished(request: unknown, response: unknown, result: unknown): Promise<void>;
  readonly Grant: new (parts: { accountId: string; clientId: string }) => { addOIDCScope(scope: string): void };
}

type Constructor = new (issuer: string, configuration: unknown) => OidcProvider;

/** A real OpenID provider on loopback; it signs in a user named Ana and grants consent without a question. */
export interface AuthorizationServer {
  readonly issuer: string;
  stop(): void;
}

const PUBLIC = {
  application_type: "native",
  token_endpoint_auth_method: "none",
  redirect_uris: ["http://127.0.0.1/oauth2callback", "http://localhost/oauth2callback"],
  response_types: ["code"],
  grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
};

/** Clients: `actas` is public; `team` has the secret `s3cr:t%` and sends it by HTTP Basic. */
export async function startAuthorizationServer(): Promise<AuthorizationServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = await createProvider(issuer);
  const serve = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/")) {
      void provider.interactionFinished(request, response, { login: { accountId: "ana" }, consent: {} });
    } else serve(request, response);
  });
  return {
    issuer,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function createProvider(issuer: string): Promise<OidcProvider> {
  const name: string = "oidc-provider";
  const { default: Provider } = (await import(name)) as { default: Constructor };
  const provider: OidcProvider = new Provider(issuer, {
    clients: [
      { ...PUBLIC, client_id: "actas" },
      { ...PUBLIC, client_id: "team", client_secret: "s3cr:t%", token_endpoint_auth_method: "client_secret_basic" },
    ],
    cookies: { keys: ["only for tests"] },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true, mask: "****-****" },
      revocation: { enabled: true },
      userinfo: { enabled: true },
    },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    issueRefreshToken: () => true,
    loadExistingGrant: (context: GrantContext) => agree(provider, context),
    pkce: { required: () => true },
    rotateRefreshToken: false,
    scopes: ["openid", "offline_access", "profile"],
    ttl: { AccessToken: 3600, DeviceCode: 600 },
  });
  return provider;
}

interface GrantContext {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
  };
}

async function agree(provider: OidcProvider, { oidc }: GrantContext): Promise<unknown> {
  const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope("openid profile offline_access");
  await (grant as unknown as { save(): Promise<string> }).save();
  return grant;
}
