import { z } from "zod/mini";
import { ActasError } from "../../base/errors.ts";
import { askServer } from "../../http/ask-server.ts";
import { isPrivate } from "../../network/loopback.ts";
import type { RequestContext } from "../request-context.ts";
import { isPlainHttp } from "../require-https.ts";
import { SIGNING_ALGORITHMS } from "./signing-algorithms.ts";

const names = z.exactOptional(z.array(z.string()));

/** @see OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2 */
const Document = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  device_authorization_endpoint: z.exactOptional(z.string()),
  revocation_endpoint: z.exactOptional(z.string()),
  userinfo_endpoint: z.exactOptional(z.string()),
  response_types_supported: names,
  code_challenge_methods_supported: names,
  id_token_signing_alg_values_supported: names,
  token_endpoint_auth_methods_supported: names,
  authorization_response_iss_parameter_supported: z.exactOptional(z.boolean()),
});

/** An OpenID provider as its discovery document describes it, with only what is used here. */
export type OpenIdProvider = z.infer<typeof Document>;

const ENDPOINTS = [
  "authorization_endpoint",
  "token_endpoint",
  "jwks_uri",
  "device_authorization_endpoint",
  "revocation_endpoint",
  "userinfo_endpoint",
] as const;

export const WELL_KNOWN = "/.well-known/openid-configuration";

/**
 * Reads a discovery document. It counts only if it is the document of the issuer that it names, since AWS looks for the
 * keys there too.
 *
 * @throws {ActasError} `unreachable`; `configuration` with what is wrong with the document
 * @see OpenID Connect Discovery 1.0 section 4
 */
export async function discoverProvider(url: string, context: RequestContext): Promise<OpenIdProvider> {
  const { network, signal, action, origin, whereIs } = context;
  const addresses = await whereIs?.(new URL(url));
  const request = { url, method: "GET", network, addresses, ...(signal && { signal }) } as const;
  const { status, json } = await askServer(request, action, "the OpenID provider");
  const { host } = new URL(url);
  const found = status === 200 ? providerIn(json, url) : `${host} answered HTTP ${status} in its place`;
  if (typeof found !== "string") return found;
  const code = status >= 500 ? "unreachable" : status === 429 ? "throttled" : "configuration";
  throw new ActasError(code, `cannot ${action}: the discovery document cannot be used: ${found}`, {
    hints: [code === "configuration" ? `check the address in ${origin}: ${url}` : "try again in a minute"],
  });
}

/** The provider, or what is wrong with the document, to end a sentence. */
function providerIn(json: unknown, url: string): OpenIdProvider | string {
  if (typeof json !== "object" || json === null) return "it is not JSON; a page for people may have that address";
  // Some providers write null for what they do not have.
  const said = Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
  const parsed = Document.safeParse(said);
  if (!parsed.success) {
    const key = parsed.error.issues[0]?.path.join(".") ?? "";
    return `its \`${key}\` ${key in said ? "is not what it may be" : "is missing"}`;
  }
  const { data: provider } = parsed;
  return problemOf(provider, url) ?? withoutWeakAlgorithms(provider);
}

function problemOf(provider: OpenIdProvider, url: string): string | undefined {
  const bad = ENDPOINTS.find((name) => provider[name] !== undefined && !isSafe(provider[name] ?? "", url));
  if (bad) return `its \`${bad}\` does not begin with https://`;
  if (!isIssuerOf(provider.issuer, url)) {
    return `its \`issuer\` is another one, whose document would be at ${URL.parse(documentOf(provider.issuer))?.href ?? "no address"}`;
  }
  const { response_types_supported: responses, code_challenge_methods_supported: challenges } = provider;
  if (responses && !responses.includes("code")) return "the provider has no authorization code grant";
  if (challenges && !challenges.includes("S256")) return "the provider has no PKCE with S256";
  const { id_token_signing_alg_values_supported: algorithms } = provider;
  if (algorithms && !algorithms.some(isStrong)) {
    return `the provider signs ID tokens with none of ${SIGNING_ALGORITHMS.join(", ")}`;
  }
  return undefined;
}

/** Only a provider on this machine needs no TLS: another one has no business at this machine's ports. */
function isSafe(address: string, document: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === "https:" || (isPlainHttp(document) && isPrivate(url)));
}

function isIssuerOf(issuer: string, url: string): boolean {
  return URL.parse(documentOf(issuer))?.href === new URL(url).href;
}

/** Where an issuer has its document. A slash at the end of the issuer is left out before the path is added. */
export function documentOf(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}${WELL_KNOWN}`;
}

function isStrong(algorithm: string): boolean {
  return SIGNING_ALGORITHMS.includes(algorithm);
}

function withoutWeakAlgorithms(provider: OpenIdProvider): OpenIdProvider {
  const { id_token_signing_alg_values_supported: algorithms } = provider;
  return algorithms ? { ...provider, id_token_signing_alg_values_supported: algorithms.filter(isStrong) } : provider;
}
