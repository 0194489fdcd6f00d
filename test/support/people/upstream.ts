import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, type ProviderConfiguration, type ProviderContext } from "oidc-provider/lib/provider.js";

/** Somebody at the provider. */
export interface UpstreamPerson {
  readonly groups?: unknown;
  readonly email?: string;
  readonly [claim: string]: unknown;
}

/** A real OpenID provider on loopback where people sign in by being named. Its tokens are those of a provider for staff. */
export class TestUpstream implements AsyncDisposable {
  readonly issuer: string;
  /** By subject. Who is removed is unknown from then on. */
  readonly people = new Map<string, UpstreamPerson>();
  /** Who signs in next. */
  signsIn = "ana";
  /** Requests by path, such as `/token`. */
  readonly asked: string[] = [];
  /** Set: it answers nothing but this status. */
  down: number | undefined;
  /** Set: it takes requests, and never answers. */
  isSilent = false;
  /** It answers no request before this. */
  until: Promise<unknown> = Promise.resolve();
  /** Where its discovery document says what. */
  readonly changed: Record<string, unknown> = {};
  readonly #server: Server;

  private constructor(server: Server, issuer: string) {
    this.#server = server;
    this.issuer = issuer;
    this.people.set("ana", { groups: ["dev", "ops"], email: "ana@example.com" });
    this.people.set("bob", { groups: ["dev"], email: "bob@example.com" });
  }

  /** @param redirectUri - of its one client */
  static async start(redirectUri: string): Promise<TestUpstream> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const upstream = new TestUpstream(server, `http://127.0.0.1:${port}`);
    const provider = new Provider(upstream.issuer, upstream.#configuration(redirectUri));
    const answer = provider.callback();
    server.on("request", async (request, response) => {
      upstream.asked.push(new URL(request.url ?? "/", upstream.issuer).pathname);
      if (upstream.isSilent) return;
      await upstream.until;
      if (upstream.down !== undefined) {
        response.statusCode = upstream.down;
        response.end("down");
      } else if (request.url === "/.well-known/openid-configuration") upstream.#document(response);
      else if (request.url?.startsWith("/interaction/")) {
        const login = { accountId: upstream.signsIn, remember: false };
        const refused = { error: "access_denied", error_description: "no" };
        const result = upstream.signsIn === "nobody" ? refused : { login, consent: {} };
        void provider.interactionFinished(request, response, result);
      } else answer(request, response);
    });
    return upstream;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #document(response: { end(text: string): void; setHeader(name: string, value: string): void }): void {
    const at = (path: string): string => this.issuer + path;
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        issuer: this.issuer,
        authorization_endpoint: at("/auth"),
        token_endpoint: at("/token"),
        jwks_uri: at("/jwks"),
        userinfo_endpoint: at("/me"),
        response_types_supported: ["code"],
        code_challenge_methods_supported: ["S256"],
        id_token_signing_alg_values_supported: ["RS256"],
        authorization_response_iss_parameter_supported: true,
        ...this.changed,
      }),
    );
  }

  #configuration(redirectUri: string): ProviderConfiguration {
    return {
      clients: [
        {
          client_id: "team-server",
          client_secret: "upstream-secret",
          redirect_uris: [redirectUri],
          response_types: ["code"],
          grant_types: ["authorization_code", "refresh_token"],
        },
      ],
      cookies: { keys: ["only for tests"] },
      claims: {
        openid: ["sub", "groups", "hasgroups", "_claim_names"],
        email: ["email", "email_verified"],
        profile: ["name"],
      },
      conformIdTokenClaims: false,
      features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
      findAccount: (_context: unknown, sub: string) => {
        const person = this.people.get(sub);
        return person && { accountId: sub, claims: () => ({ ...person, sub }) };
      },
      interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      issueRefreshToken: () => true,
      rotateRefreshToken: true,
      loadExistingGrant: async ({ oidc }: ProviderContext) => {
        const { accountId = "" } = oidc.session;
        const grant = new oidc.provider.Grant({ accountId, clientId: oidc.client.clientId });
        grant.addOIDCScope("openid profile email offline_access");
        await grant.save();
        return grant;
      },
      pkce: { required: () => true },
      scopes: ["openid", "profile", "email", "offline_access"],
      ttl: { AccessToken: 3600, RefreshToken: 3600, Grant: 3600, Session: 60, Interaction: 60, IdToken: 600 },
    };
  }
}
