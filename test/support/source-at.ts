import type { CredentialServerDefinition } from "../../src/source-files/kinds/credential-server.ts";

/** What a made-up server answers to whoever asks whether it takes proofs; `undefined` for another request. */
export function takesNoProofs({ url }: Request): Response | undefined {
  return new URL(url).pathname === "/api/roles" ? new Response(null, { status: 401 }) : undefined;
}

/** A credential server with the endpoints of `startAuthorizationServer`, plus other parts of `oauth`. */
export function sourceAt(
  issuer: string,
  oauth: Partial<CredentialServerDefinition["oauth"]> = {},
): CredentialServerDefinition {
  return {
    kind: "credential-server",
    id: "contoso",
    url: `${issuer}/api/`,
    defaultGrantType: "code",
    origin: "contoso.json",
    oauth: {
      clientId: "actas",
      scopes: ["openid", "profile"],
      tokenEndpoint: `${issuer}/token`,
      revocationEndpoint: `${issuer}/token/revocation`,
      codeGrant: { authorizationEndpoint: `${issuer}/auth`, redirectHost: "127.0.0.1" },
      deviceGrant: { deviceAuthorizationEndpoint: `${issuer}/device/auth` },
      ...oauth,
    },
  };
}
