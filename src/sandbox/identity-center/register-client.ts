import { randomBytes } from "node:crypto";
import { z } from "zod";
import { CODE_GRANT_TYPE, DEVICE_GRANT_TYPE, REFRESH_GRANT_TYPE } from "./grant-types.ts";
import { type RestOperation, readBody } from "./rest-call.ts";
import { RestError } from "./rest-error.ts";
import { isStartUrl } from "./start-url.ts";

const Input = z.object({
  clientName: z.string().min(1),
  clientType: z.string(),
  scopes: z.array(z.string()).default([]),
  redirectUris: z.array(z.string()).default([]),
  grantTypes: z.array(z.string()).default([DEVICE_GRANT_TYPE, REFRESH_GRANT_TYPE]),
  issuerUrl: z.string().optional(),
});
type Input = z.output<typeof Input>;

/**
 * RegisterClient: registers a public client for the grant types and redirect URIs that it names.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html
 */
export const registerClient: RestOperation = (call, aws) => {
  const input = readBody(call, Input);
  check(input, call.origin);
  const { clientName, scopes, grantTypes, redirectUris } = input;
  const secret = `sandbox-client-secret-${randomBytes(24).toString("base64url")}`;
  const expiresAt = aws.now() + aws.settings.values.registrationSeconds * 1000;
  const registration = { clientName, secret, scopes, grantTypes, redirectUris };
  return {
    clientId: aws.identityCenter.registrations.issue(registration, expiresAt),
    clientSecret: secret,
    clientIdIssuedAt: Math.floor(aws.now() / 1000),
    clientSecretExpiresAt: Math.floor(expiresAt / 1000),
  };
};

function check({ clientName, clientType, scopes, grantTypes, redirectUris, issuerUrl }: Input, origin: string): void {
  if (clientType !== "public" || /[^\x20-\x7e]/.test(clientName) || clientName.length > 128) {
    throw new RestError("InvalidClientMetadataException", "Invalid client metadata provided");
  }
  if (scopes.some((scope) => !/^[a-z]+(:[a-z_]+)+$/.test(scope))) {
    throw new RestError("InvalidScopeException", "Invalid scope provided");
  }
  const unknown = grantTypes.find((grant) => ![CODE_GRANT_TYPE, DEVICE_GRANT_TYPE, REFRESH_GRANT_TYPE].includes(grant));
  if (unknown) throw new RestError("UnsupportedGrantTypeException", `Unsupported grant type: ${unknown}`);
  if (grantTypes.includes(CODE_GRANT_TYPE) && (redirectUris.length === 0 || !issuerUrl)) {
    throw new RestError("InvalidRequestException", "authorization_code needs redirectUris and issuerUrl");
  }
  if (issuerUrl && !isStartUrl(issuerUrl, origin)) {
    throw new RestError("InvalidRequestException", "There is no Identity Center at this issuerUrl");
  }
  if (!redirectUris.every(isLoopbackRedirect)) {
    throw new RestError("InvalidRedirectUriException", "Only http://127.0.0.1 is allowed without an application");
  }
}

/** Only the IPv4 address, with or without a port: neither a name nor `[::1]`. */
function isLoopbackRedirect(uri: string): boolean {
  const { protocol, hostname } = URL.parse(uri) ?? {};
  return protocol === "http:" && hostname === "127.0.0.1";
}
