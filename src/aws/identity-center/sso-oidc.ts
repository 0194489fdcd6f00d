import type { z } from "zod/mini";
import type { Clock } from "../../base/clock.ts";
import { Secret } from "../../base/secret.ts";
import type { DeviceAuthorization } from "../../oauth/sign-in-by-device.ts";
import type { Tokens } from "../../oauth/tokens.ts";
import { CreateTokenAnswer, DeviceAuthorizationAnswer, RegisterClientAnswer } from "./oidc-answers.ts";
import { oidcRefusal } from "./oidc-refusal.ts";
import { notAws, ssoAnswer } from "./sso-answer.ts";
import type { SsoEndpoint } from "./sso-endpoint.ts";

/** A client that Identity Center knows. */
export interface OidcClient {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly expiration: Date;
}

export interface RegisterClientInput {
  readonly clientName: string;
  readonly scopes: readonly string[];
  readonly grantTypes: readonly TokenProof["grantType"][];
  /** Code grant: the start URL. */
  readonly issuerUrl?: string;
  /** Code grant: without a port, so that any will do. */
  readonly redirectUris?: readonly string[];
}

/** What tokens are asked for with. */
export type TokenProof =
  | { readonly grantType: "authorization_code"; code: Secret; codeVerifier: Secret; redirectUri: string }
  | { readonly grantType: "device_code"; deviceCode: Secret }
  | { readonly grantType: "refresh_token"; refreshToken: Secret };

type Sdk = typeof import("@aws-sdk/client-sso-oidc");

type Send = (sdk: Sdk, client: InstanceType<Sdk["SSOOIDCClient"]>) => Promise<unknown>;

const GRANT_TYPES = {
  authorization_code: "authorization_code",
  device_code: "urn:ietf:params:oauth:grant-type:device_code",
  refresh_token: "refresh_token",
} as const;
/** A code is good for one call, and a poll is made again anyway. */
const ATTEMPTS = { authorization_code: 1, device_code: 1, refresh_token: 3, other: 3 };
/** Where Identity Center says nothing else. @see RFC 8628 section 3.2 */
const DEFAULT_INTERVAL_SECONDS = 5;

/**
 * Calls to the OIDC API of IAM Identity Center. The SDK is loaded at the first call.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/
 */
export class SsoOidc {
  readonly #endpoint: SsoEndpoint;
  readonly #clock: Clock;

  constructor(endpoint: SsoEndpoint, clock: Clock) {
    this.#endpoint = endpoint;
    this.#clock = clock;
  }

  /** Makes a client known; there must be one for each grant type. @throws {OidcRefusal | ActasError} */
  async registerClient(input: RegisterClientInput): Promise<OidcClient> {
    const { clientName, grantTypes, issuerUrl, redirectUris, scopes } = input;
    const action = "register with Identity Center";
    const answer = await this.#call(action, RegisterClientAnswer, ATTEMPTS.other, (sdk, client) =>
      client.send(
        new sdk.RegisterClientCommand({
          clientName,
          clientType: "public",
          scopes: [...scopes],
          grantTypes: grantTypes.map((grantType) => GRANT_TYPES[grantType]),
          ...(issuerUrl && { issuerUrl }),
          ...(redirectUris && { redirectUris: [...redirectUris] }),
        }),
      ),
    );
    return {
      clientId: answer.clientId,
      clientSecret: new Secret(answer.clientSecret),
      expiration: new Date(answer.clientSecretExpiresAt * 1000),
    };
  }

  /** Begins the device grant. @throws {OidcRefusal | ActasError} */
  async startDeviceAuthorization(
    { clientId, clientSecret }: OidcClient,
    startUrl: string,
  ): Promise<DeviceAuthorization> {
    const action = "begin the device grant";
    const answer = await this.#call(action, DeviceAuthorizationAnswer, ATTEMPTS.other, (sdk, client) =>
      client.send(new sdk.StartDeviceAuthorizationCommand({ clientId, clientSecret: clientSecret.reveal(), startUrl })),
    );
    return {
      deviceCode: new Secret(answer.deviceCode),
      userCode: answer.userCode,
      verificationUri: answer.verificationUri,
      expiresInSeconds: answer.expiresIn,
      intervalSeconds: answer.interval && answer.interval > 0 ? answer.interval : DEFAULT_INTERVAL_SECONDS,
    };
  }

  /** @throws {OidcRefusal | ActasError} */
  async createToken({ clientId, clientSecret }: OidcClient, proof: TokenProof): Promise<Tokens> {
    const action = "get an access token from Identity Center";
    const answer = await this.#call(action, CreateTokenAnswer, ATTEMPTS[proof.grantType], (sdk, client) =>
      client.send(
        new sdk.CreateTokenCommand({ clientId, clientSecret: clientSecret.reveal(), ...proofParameters(proof) }),
      ),
    );
    return {
      accessToken: new Secret(answer.accessToken),
      ...(answer.refreshToken && { refreshToken: new Secret(answer.refreshToken) }),
      expiration: new Date(this.#clock.now() + answer.expiresIn * 1000),
    };
  }

  async #call<T extends z.ZodMiniType>(
    action: string,
    shape: T,
    maxAttempts: number,
    send: Send,
  ): Promise<z.output<T>> {
    const { network, region, url } = this.#endpoint;
    const sdk = await import("@aws-sdk/client-sso-oidc");
    const { clientSettings } = await import("../client-settings.ts");
    const settings = clientSettings({ clock: this.#clock, maxAttempts, network });
    const client = new sdk.SSOOIDCClient({ region, endpoint: url, ...settings });
    const answer = await send(sdk, client).catch((error: unknown) => {
      throw oidcRefusal(ssoAnswer(error, action, url), action);
    });
    const parsed = shape.safeParse(answer);
    if (!parsed.success) throw notAws(action, url, 200);
    return parsed.data;
  }
}

/**
 * The page on which the user signs in and approves. `scopes`, where RFC 6749 section 4.1.1 has `scope`.
 *
 * @param url - of the {@link SsoEndpoint} of the OIDC API
 */
export function authorizeUrl(
  { url }: SsoEndpoint,
  request: {
    readonly clientId: string;
    readonly redirectUri: string;
    readonly state: string;
    readonly codeChallenge: string;
    readonly scopes: readonly string[];
  },
): URL {
  const page = new URL(`${url}/authorize`);
  page.search = new URLSearchParams({
    response_type: "code",
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    state: request.state,
    code_challenge: request.codeChallenge,
    code_challenge_method: "S256",
    scopes: request.scopes.join(" "),
  }).toString();
  return page;
}

function proofParameters(proof: TokenProof) {
  const grantType = GRANT_TYPES[proof.grantType];
  if (proof.grantType === "device_code") return { grantType, deviceCode: proof.deviceCode.reveal() };
  if (proof.grantType === "refresh_token") return { grantType, refreshToken: proof.refreshToken.reveal() };
  const { code, codeVerifier, redirectUri } = proof;
  return { grantType, code: code.reveal(), codeVerifier: codeVerifier.reveal(), redirectUri };
}
