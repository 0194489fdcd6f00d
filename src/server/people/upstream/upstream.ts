import type { Clock } from "../../../base/clock.ts";
import { ActasError } from "../../../base/errors.ts";
import type { Log } from "../../../base/log.ts";
import type { Secret } from "../../../base/secret.ts";
import type { Network } from "../../../network/network.ts";
import type { OpenIdProvider } from "../../../oauth/openid/discover-provider.ts";
import { readIdToken } from "../../../oauth/openid/id-token-claims.ts";
import type { OpenIdClient } from "../../../oauth/openid/open-id-client.ts";
import { renewClaims } from "../../../oauth/openid/renew-claims.ts";
import { type NoncedRequest, pageWithNonce, redeemWithNonce } from "../../../oauth/openid/sign-in-with-nonce.ts";
import { userInfo } from "../../../oauth/openid/user-info.ts";
import type { RequestContext } from "../../../oauth/request-context.ts";
import type { Redemption } from "../../../oauth/sign-in-by-redirect.ts";
import { isWhole } from "../is-whole.ts";
import { type ClaimNames, claimNames, factsOfClaims, factsWithoutGroups, type PersonFacts } from "./facts-of-claims.ts";
import { guardedContext } from "./guarded-context.ts";
import { KeptDocument, ownDocument } from "./own-document.ts";

const SETTING = "people.provider";

/** The provider where people sign in, as the configuration has it. */
export interface UpstreamSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: Secret;
  readonly scopes?: readonly string[];
  readonly groupsClaim?: string;
  readonly nameClaim?: string;
  readonly hosts?: readonly string[];
}

interface Tools {
  readonly clock: Clock;
  readonly log: Log;
  readonly network?: Network;
}

/** The tokens with which the provider is asked again. */
export interface HeldTokens {
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
}

/** Somebody who has signed in, or was asked about again. */
export interface Vouched extends PersonFacts {
  readonly subject: string;
  readonly tokens: HeldTokens;
}

/** The OpenID provider that vouches for people. Its requests end after 5 seconds, and go nowhere that is not configured. */
export class Upstream {
  readonly issuer: string;
  readonly #settings: UpstreamSettings;
  readonly #tools: Tools;
  readonly #document: KeptDocument;
  #missesGroups = false;

  constructor(settings: UpstreamSettings, tools: Tools) {
    this.issuer = settings.issuer;
    this.#settings = settings;
    this.#tools = tools;
    this.#document = new KeptDocument(() =>
      ownDocument(settings.issuer, this.context("read the OpenID provider's document")),
    );
  }

  /** The page on which a person signs in. @throws {ActasError} */
  async signInPage(request: NoncedRequest): Promise<URL> {
    const client = await this.#client();
    const context = this.context("send the browser to the OpenID provider");
    return pageWithNonce(client, request, context, this.#tools.clock);
  }

  /** Who has come back with a code. @throws {ActasError} `access-denied`, `unreachable`, `throttled`, `configuration` */
  async redeem(redemption: Redemption, nonce: string): Promise<Vouched> {
    const client = await this.#client();
    const context = this.context("sign in at the OpenID provider");
    const { accessToken, refreshToken, idToken } = await redeemWithNonce(
      client,
      redemption,
      nonce,
      context,
      this.#tools.clock,
    );
    const claims = readIdToken(idToken)?.claims ?? { sub: "" };
    // Of two such subjects could be made one.
    if (!isWhole(claims.sub)) throw new ActasError("access-denied", "cannot sign in: the subject is no text");
    const tokens = { accessToken, ...(refreshToken && { refreshToken }) };
    const facts = await this.#factsOf(client, claims, tokens, context);
    if (facts === "ended") throw new ActasError("access-denied", "cannot sign in: the provider took its word back");
    return { ...facts, subject: claims.sub, tokens };
  }

  /**
   * Asks again who somebody is; `gone` when the provider does not vouch for them any more.
   *
   * @throws {ActasError} `unreachable`, `throttled`, `configuration`, `access-denied`
   */
  async askAgain(subject: string, tokens: HeldTokens): Promise<Vouched | "gone"> {
    const client = await this.#client();
    const context = this.context("ask the OpenID provider again");
    const { refreshToken } = tokens;
    if (!refreshToken && !client.provider.userinfo_endpoint) throw cannotAskAgain(context);
    const renewed = refreshToken
      ? await renewClaims(client, { refreshToken, subject }, context, this.#tools.clock)
      : { accessToken: tokens.accessToken };
    if (renewed === "ended") return "gone";
    const claims = "claims" in renewed && renewed.claims ? renewed.claims : { sub: subject };
    const facts = await this.#factsOf(client, claims, renewed, context);
    if (facts === "ended") return "gone";
    const { accessToken } = renewed;
    return {
      ...facts,
      subject,
      tokens: { accessToken, ...("refreshToken" in renewed && { refreshToken: renewed.refreshToken }) },
    };
  }

  /** The provider's document. @throws {ActasError} */
  document(): Promise<OpenIdProvider> {
    return this.#document.get();
  }

  /** How the provider is asked. @param action - completes "cannot …" */
  context(action: string): RequestContext {
    const { network } = this.#tools;
    return guardedContext({ ...this.#settings, setting: SETTING, network }, action);
  }

  async #client(): Promise<OpenIdClient> {
    const { clientId, clientSecret, scopes = ["openid", "profile", "email"] } = this.#settings;
    return { clientId, ...(clientSecret && { clientSecret }), scopes, provider: await this.document() };
  }

  /** What the ID token says, or else the endpoint for that. */
  async #factsOf(
    client: OpenIdClient,
    claims: Readonly<Record<string, unknown>> & { readonly sub: string },
    { accessToken }: HeldTokens,
    context: RequestContext,
  ): Promise<PersonFacts | "ended"> {
    const names = claimNames(this.#settings);
    const facts = factsOfClaims(claims, names);
    if (facts) return facts;
    const more = client.provider.userinfo_endpoint
      ? await userInfo(client, accessToken, claims.sub, context, this.#tools.clock)
      : {};
    if (more === "ended") return more;
    const all = { ...claims, ...more };
    return factsOfClaims(all, names) ?? this.#withoutGroups(all, names);
  }

  #withoutGroups(claims: Readonly<Record<string, unknown>>, names: ClaimNames): PersonFacts {
    if (!this.#missesGroups) {
      this.#missesGroups = true;
      this.#tools.log(`people: the provider says nothing in \`${names.groupsClaim}\`: whoever it is has no groups`);
    }
    return factsWithoutGroups(claims, names);
  }
}

function cannotAskAgain({ action }: RequestContext): ActasError {
  return new ActasError("configuration", `cannot ${action}: it sends no refresh token, and has no userinfo endpoint`, {
    hints: [`add the scope "offline_access" to \`${SETTING}.scopes\`, or allow refresh tokens at the provider`],
  });
}
