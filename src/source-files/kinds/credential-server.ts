import type { GrantType } from "../../base/credential-request.ts";
import { grantTypeNamed } from "../grant-type-named.ts";
import { requireSourceUrl } from "../source-url.ts";
import { withoutQuery } from "../start-url.ts";
import { UnusableValue } from "../unusable-value.ts";
import { type ClientSecret, clientSecretOf } from "./client-secret.ts";
import type { CredentialServerContent } from "./credential-server-shape.ts";
import type { Definition, DefinitionKind, InSourceFile, WrittenName } from "./definition-kind.ts";

/** A team's credential server, and the OAuth 2.0 authorization server in front of it. */
export interface CredentialServerDefinition extends Definition {
  readonly kind: "credential-server";
  readonly oauth: ClientSecret & {
    readonly clientId: string;
    readonly scopes: readonly string[];
    /** The issuer that its answers must name; absent: any at the authorization endpoint's origin (RFC 9207 section 2.4). */
    readonly issuer?: string;
    readonly tokenEndpoint: string;
    readonly revocationEndpoint?: string;
    readonly codeGrant?: {
      readonly authorizationEndpoint: string;
      readonly localPort?: number;
      readonly redirectHost: "127.0.0.1" | "localhost";
    };
    readonly deviceGrant?: { readonly deviceAuthorizationEndpoint: string };
  };
}

type Part = { readonly oauth?: CredentialServerContent | undefined };

/** The row of credential servers. */
export const credentialServer: DefinitionKind<CredentialServerDefinition> &
  InSourceFile<CredentialServerDefinition, Part> = {
  key: "oauth",
  reader: ({ oauth: content, ...name }, origin) => content && (() => read(content, name, origin)),
  idFrom: (url) => url,
  comparedUrl: withoutQuery,
  whereTokensGo: ({ oauth: { revocationEndpoint, tokenEndpoint } }) => [tokenEndpoint, revocationEndpoint],
};

function read(content: CredentialServerContent, { id, url }: WrittenName, origin: string): CredentialServerDefinition {
  const defaultGrantType = defaultGrantTypeOf(content);
  return { kind: "credential-server", id: id ?? url, url, origin, defaultGrantType, oauth: oauthFrom(content, url) };
}

function defaultGrantTypeOf(oauth: CredentialServerContent): GrantType {
  const has: Readonly<Record<GrantType, unknown>> = { code: oauth.code_grant, device: deviceGrantOf(oauth) };
  const { default_grant_type: name } = oauth;
  if (!has.code && !has.device) throw new UnusableValue('"oauth" has neither "code_grant" nor "device_grant"');
  if (!name) return has.code ? "code" : "device";
  const grantType = grantTypeNamed(name);
  if (!grantType) throw new UnusableValue('"oauth.default_grant_type" is neither "code_grant" nor "device_grant"');
  if (!has[grantType]) throw new UnusableValue('"oauth.default_grant_type" names a grant that "oauth" does not have');
  return grantType;
}

function oauthFrom(oauth: CredentialServerContent, base: string): CredentialServerDefinition["oauth"] {
  const secret = clientSecretOf(oauth, "oauth");
  const { code_grant: code } = oauth;
  const { revocation_endpoint: revocation } = oauth;
  const { issuer } = oauth;
  if (issuer !== undefined) requireIssuer(issuer);
  const device = deviceGrantOf(oauth);
  const endpoint = (key: string, written: string | undefined, usual: string): string =>
    endpointFrom(`oauth.${key}`, written ?? usual, base);
  return {
    clientId: oauth.client_id,
    ...secret,
    scopes: oauth.scope ?? ["profile"],
    ...(issuer && { issuer }),
    tokenEndpoint: endpoint("token_endpoint", oauth.token_endpoint, "oauth/token"),
    ...(revocation && { revocationEndpoint: endpoint("revocation_endpoint", revocation, "") }),
    ...(code && {
      codeGrant: {
        authorizationEndpoint: endpoint(
          "code_grant.authorization_endpoint",
          code.authorization_endpoint,
          "oauth/authorize",
        ),
        ...(code.local_port && { localPort: code.local_port }),
        redirectHost: code.use_localhost ? "localhost" : "127.0.0.1",
      },
    }),
    ...(device && {
      deviceGrant: {
        deviceAuthorizationEndpoint: endpoint(
          "device_grant.device_authorization_endpoint",
          device.device_authorization_endpoint,
          "oauth/device",
        ),
      },
    }),
  };
}

function deviceGrantOf({
  device_grant,
  device_code_grant,
}: CredentialServerContent): CredentialServerContent["device_grant"] {
  return device_grant ?? device_code_grant;
}

/** An endpoint has no fragment: RFC 6749 3.1 and 3.2. */
function endpointFrom(key: string, written: string, base: string): string {
  if (!URL.canParse(written, base)) throw new UnusableValue(`"${key}" cannot be used: it is not a URL`);
  const { href, hash } = new URL(written, base);
  if (hash) throw new UnusableValue(`"${key}" cannot be used: it has a fragment`);
  requireSourceUrl(key, href);
  return href;
}

/** Issuers are compared character by character, so the text is kept as written. @see RFC 8414 section 2 */
function requireIssuer(issuer: string): void {
  requireSourceUrl("oauth.issuer", issuer);
  if (/[?#]/.test(issuer)) throw new UnusableValue('"oauth.issuer" cannot be used: it has a query or a fragment');
}
