import { parseRoleArn } from "../../base/arn.ts";
import { requireSourceUrl } from "../source-url.ts";
import { withoutQuery } from "../start-url.ts";
import { UnusableValue } from "../unusable-value.ts";
import { type ClientSecret, clientSecretOf } from "./client-secret.ts";
import type { Definition, DefinitionKind, InSourceFile, WrittenName } from "./definition-kind.ts";
import type { WebIdentityContent } from "./web-identity-shape.ts";

/** An OpenID provider whose ID tokens AWS accepts for roles. Its URL is that of the discovery document. */
export interface WebIdentityDefinition extends Definition, ClientSecret {
  readonly kind: "web-identity";
  readonly clientId: string;
  /** `openid` among them. */
  readonly scopes: readonly string[];
  /** As written: with or without `roles` at its end. */
  readonly rolesUrl?: string;
  /** The ports the provider allows for the redirect; absent: any. */
  readonly ports?: readonly number[];
  readonly redirectPath: string;
  readonly redirectHost: "127.0.0.1" | "localhost";
  /** The STS that tokens are sent to, in place of AWS's own. */
  readonly stsEndpoint?: string;
  /** The role that the token is exchanged for, when that is not the one that the user names. */
  readonly jumpRoleArn?: string;
}

type Part = { readonly web_identity?: WebIdentityContent | undefined };

/** Where OpenID Connect Discovery 1.0 section 4 puts the document. */
const WELL_KNOWN = "/.well-known/openid-configuration";

/** What providers of sources that say nothing redirect to. */
export const REDIRECT_PATH = "/oauth2callback";

/** The row of OpenID providers. */
export const webIdentity: DefinitionKind<WebIdentityDefinition> & InSourceFile<WebIdentityDefinition, Part> = {
  key: "web_identity",
  urlIn: ({ web_identity: content }) => content && wellKnownUrl(content.well_known_url),
  reader: ({ web_identity: content, ...name }, origin) => content && (() => read(content, name, origin)),
  idFrom: (url) => url,
  comparedUrl,
  whereTokensGo: ({ clientId, rolesUrl, stsEndpoint }) => [clientId, rolesUrl, stsEndpoint],
};

/** The address of the discovery document, from that itself or from the issuer. */
export function wellKnownUrl(written: string): string {
  return written.includes("/.well-known/") ? written : `${written.replace(/\/+$/, "")}${WELL_KNOWN}`;
}

/** Like a discovery document, an issuer names the source too. */
function comparedUrl(written: string): string {
  return withoutQuery(wellKnownUrl(written));
}

function read(content: WebIdentityContent, { id, url }: WrittenName, origin: string): WebIdentityDefinition {
  const written = wellKnownUrl(content.well_known_url);
  requireSourceUrl("web_identity.well_known_url", written);
  if (comparedUrl(url) !== comparedUrl(written)) {
    throw new UnusableValue('"url" is not the provider of "web_identity.well_known_url"; one of them is enough');
  }
  const secret = clientSecretOf(content, "web_identity");
  const { roles_url: rolesUrl, ports, redirect_path: redirectPath = REDIRECT_PATH } = content;
  if (rolesUrl !== undefined) requireSourceUrl("web_identity.roles_url", rolesUrl);
  requireRedirectPath(redirectPath);
  const { jump_role_arn: jumpRoleArn } = content;
  if (jumpRoleArn !== undefined && !parseRoleArn(jumpRoleArn)) {
    throw new UnusableValue('"web_identity.jump_role_arn" is not the ARN of an IAM role');
  }
  return {
    ...{ kind: "web-identity", id: id ?? written, url: written, origin, defaultGrantType: "code" },
    clientId: content.client_id,
    ...secret,
    scopes: scopesOf(content),
    ...(rolesUrl && { rolesUrl }),
    ...(ports && { ports }),
    redirectPath,
    redirectHost: content.use_localhost ? "localhost" : "127.0.0.1",
    ...(jumpRoleArn && { jumpRoleArn }),
  };
}

/** Without `openid` there is no ID token. @see OpenID Connect Core 1.0 section 3.1.2.1 */
export function scopesOf({ scope = [] }: Pick<WebIdentityContent, "scope">): readonly string[] {
  const scopes = typeof scope === "string" ? scope.split(/\s+/).filter(Boolean) : scope;
  return scopes.includes("openid") ? scopes : ["openid", ...scopes];
}

/** The path must not be one of the short URL that the user opens. */
function requireRedirectPath(path: string): void {
  if (/^\/[\w.~/-]*$/.test(path) && !/^\/auth(\/|$)/.test(path)) return;
  throw new UnusableValue(
    '"web_identity.redirect_path" cannot be used: it is not a plain path such as /oauth2callback',
  );
}
