import type { GrantType } from "../base/credential-request.ts";
import { isRegionName } from "../base/region-name.ts";
import { Secret } from "../base/secret.ts";
import { grantTypeNamed } from "./grant-type-named.ts";
import type { CredentialServerDefinition, IdentityCenterDefinition, SourceDefinition } from "./source-definition.ts";
import type { SourceFileContent } from "./source-file-shape.ts";
import { isSourceId } from "./source-id.ts";
import { urlProblem } from "./source-url.ts";
import { normalStartUrl } from "./start-url.ts";
import { UnusableValue } from "./unusable-value.ts";

/** What an access token of Identity Center must allow for its roles to be listed and used. */
export const IDENTITY_CENTER_SCOPES = ["sso:account:access"];

type OAuthContent = NonNullable<SourceFileContent["oauth"]>;
type OAuth = CredentialServerDefinition["oauth"];

/**
 * What a source file means, defaults filled in.
 *
 * @throws {UnusableValue}
 * @see https://datatracker.ietf.org/doc/html/rfc3986#section-5.2 for endpoints relative to the URL
 */
export function definitionFrom(content: SourceFileContent, origin: string): SourceDefinition {
  const { aws_sso: identityCenter, oauth, url } = content;
  if (content.id !== undefined && !isSourceId(content.id)) throw new UnusableValue('"id" has control characters in it');
  requireUrl("url", url);
  const named = { id: content.id ?? url, url, origin };
  if (identityCenter && oauth) throw new UnusableValue('it has both "oauth" and "aws_sso"');
  if (identityCenter) {
    const portal = portalFrom(url);
    return { id: content.id ?? portal.url, origin, ...portal, ...identityCenterFrom(identityCenter) };
  }
  if (!oauth) throw new UnusableValue('it has neither "oauth" nor "aws_sso"');
  return {
    ...named,
    kind: "credential-server",
    defaultGrantType: defaultGrantTypeOf(oauth),
    oauth: oauthFrom(oauth, url),
  };
}

/** Where one signs in, from a start URL in any spelling. */
export function portalFrom(written: string): Pick<IdentityCenterDefinition, "url" | "writtenUrl"> {
  const url = normalStartUrl(written);
  return { url, ...(written !== url && { writtenUrl: written }) };
}

function identityCenterFrom({
  region,
  scope = IDENTITY_CENTER_SCOPES,
  local_port: localPort,
  share_sso_cache: shareCache = false,
}: NonNullable<SourceFileContent["aws_sso"]>): Omit<
  IdentityCenterDefinition,
  "id" | "origin" | keyof ReturnType<typeof portalFrom>
> {
  if (!isRegionName(region)) throw new UnusableValue('"aws_sso.region" is not the name of a region');
  return {
    kind: "identity-center",
    defaultGrantType: "code",
    region,
    scopes: scope,
    ...(localPort && { localPort }),
    shareCache,
    endpoints: {},
  };
}

function defaultGrantTypeOf(oauth: OAuthContent): GrantType {
  const has: Readonly<Record<GrantType, unknown>> = { code: oauth.code_grant, device: deviceGrantOf(oauth) };
  const { default_grant_type: name } = oauth;
  if (!has.code && !has.device) throw new UnusableValue('"oauth" has neither "code_grant" nor "device_grant"');
  if (!name) return has.code ? "code" : "device";
  const grantType = grantTypeNamed(name);
  if (!grantType) throw new UnusableValue('"oauth.default_grant_type" is neither "code_grant" nor "device_grant"');
  if (!has[grantType]) throw new UnusableValue('"oauth.default_grant_type" names a grant that "oauth" does not have');
  return grantType;
}

function oauthFrom(oauth: OAuthContent, base: string): OAuth {
  const { client_secret: secret, client_secret_command: command, code_grant: code } = oauth;
  const { revocation_endpoint: revocation } = oauth;
  if (secret && command) throw new UnusableValue('"oauth" has both "client_secret" and "client_secret_command"');
  const { issuer } = oauth;
  if (issuer !== undefined) requireIssuer(issuer);
  const device = deviceGrantOf(oauth);
  const endpoint = (key: string, written: string | undefined, usual: string): string =>
    endpointFrom(`oauth.${key}`, written ?? usual, base);
  return {
    clientId: oauth.client_id,
    ...(secret && { clientSecret: new Secret(secret) }),
    ...(command && { clientSecretCommand: command }),
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

function deviceGrantOf({ device_grant, device_code_grant }: OAuthContent): OAuthContent["device_grant"] {
  return device_grant ?? device_code_grant;
}

/** An endpoint has no fragment: RFC 6749 3.1 and 3.2. */
function endpointFrom(key: string, written: string, base: string): string {
  if (!URL.canParse(written, base)) throw new UnusableValue(`"${key}" cannot be used: it is not a URL`);
  const { href, hash } = new URL(written, base);
  if (hash) throw new UnusableValue(`"${key}" cannot be used: it has a fragment`);
  requireUrl(key, href);
  return href;
}

/** It is compared letter by letter, so it is kept as it is written. @see RFC 8414 section 2 */
function requireIssuer(issuer: string): void {
  requireUrl("oauth.issuer", issuer);
  if (/[?#]/.test(issuer)) throw new UnusableValue('"oauth.issuer" cannot be used: it has a query or a fragment');
}

function requireUrl(key: string, url: string): void {
  const problem = urlProblem(url);
  if (problem) throw new UnusableValue(`"${key}" cannot be used: ${problem}`);
}
