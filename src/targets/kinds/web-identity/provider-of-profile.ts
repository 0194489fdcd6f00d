import { WEB_IDENTITY_REDIRECT, WEB_IDENTITY_URL } from "../../../profiles/key-generations.ts";
import type { Profile } from "../../../profiles/profile.ts";
import { REDIRECT_PATH, type WebIdentityDefinition, wellKnownUrl } from "../../../source-files/kinds/web-identity.ts";
import { sameUrl } from "../../../source-files/same-url.ts";
import type { SourceDefinitions } from "../../../source-files/source-definitions.ts";
import { urlProblem } from "../../../source-files/source-url.ts";
import { inheritedSetting, type Lineage, ownSetting, type Setting, unusable } from "../../setting.ts";

/**
 * The OpenID provider that the `web_identity_…` keys of a profile describe, as aws-runas has them; a named source with
 * the same address and client takes its place, so that users need not sign in twice.
 *
 * @param lineage - the profile first; what it does not say is inherited
 * @throws {ActasError} `configuration` for a key that is missing or cannot be used
 */
export function providerOfProfile(
  profile: Profile,
  lineage: Lineage,
  { sources }: Pick<SourceDefinitions, "sources">,
): WebIdentityDefinition {
  const address = ownSetting(profile, WEB_IDENTITY_URL) as Setting;
  const saml = ownSetting(profile, "saml_auth_url");
  if (saml) throw unusable(saml, "the profile has `web_identity_auth_url` too, and cannot sign in by both");
  const url = wellKnownUrl(address.value);
  const problem = urlProblem(url);
  if (problem) throw unusable(address, problem);
  const clientId = inheritedSetting(lineage, "web_identity_client_id")?.value;
  if (!clientId) {
    throw unusable(address, "the profile has no `web_identity_client_id`", [
      `set it in profile "${profile.name}" to the client that the provider has for you`,
    ]);
  }
  const named = sources.filter((source) => source.kind === "web-identity");
  const same = named.find((source) => sameUrl(source.kind, source.url, url) && source.clientId === clientId);
  if (same) return same;
  return {
    ...{ kind: "web-identity", id: url, url, defaultGrantType: "code", clientId, scopes: ["openid"] },
    origin: `profile "${profile.name}"${address.origin.kind === "profile" ? ` of ${address.origin.file}` : ""}`,
    ...redirectOf(inheritedSetting(lineage, ...WEB_IDENTITY_REDIRECT)),
  };
}

type Redirect = Pick<WebIdentityDefinition, "ports" | "redirectHost" | "redirectPath">;

function redirectOf(setting: Setting | undefined): Redirect {
  if (!setting) return { redirectHost: "127.0.0.1", redirectPath: REDIRECT_PATH };
  const { hostname, pathname, port, protocol, search } = URL.parse(setting.value) ?? {};
  const isHere = protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost") && search === "";
  if (!isHere || pathname === undefined || !/^\/(?!auth(\/|$))[\w.~/-]*$/.test(pathname)) {
    throw unusable(setting, "a browser cannot come back to it on this machine", [
      `have the provider allow http://127.0.0.1${REDIRECT_PATH}, and leave the key out`,
    ]);
  }
  return { ...(port && { ports: [Number(port)] }), redirectHost: hostname, redirectPath: pathname };
}
