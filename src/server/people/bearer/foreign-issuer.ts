import type { JWK } from "jose";
import type { Network } from "../../../network/network.ts";
import type { OpenIdProvider } from "../../../oauth/openid/discover-provider.ts";
import type { RequestContext } from "../../../oauth/request-context.ts";
import type { PeopleSettings } from "../people-settings.ts";
import { guardedContext } from "../upstream/guarded-context.ts";
import { KeptDocument, ownDocument } from "../upstream/own-document.ts";
import { publishedKeys } from "../upstream/published-keys.ts";

/** An authorization server that was there before, as it is asked about itself and about people. */
export class ForeignIssuer {
  readonly #asked: Parameters<typeof guardedContext>[0];
  readonly #document: KeptDocument;

  constructor(settings: NonNullable<PeopleSettings["authorizationServer"]>, network: Network | undefined) {
    this.#asked = { ...settings, setting: "people.authorizationServer", network };
    const { issuer } = settings;
    this.#document = new KeptDocument(() =>
      ownDocument(issuer, this.context("read the authorization server's document")),
    );
  }

  /** How it is asked. @param action - completes "cannot …" */
  context(action: string): RequestContext {
    return guardedContext(this.#asked, action);
  }

  /** @throws {ActasError} `unreachable`, `throttled`, `configuration` */
  document(): Promise<OpenIdProvider> {
    return this.#document.get();
  }

  /** The keys that it publishes. @throws {ActasError} `unreachable`, `throttled`, `configuration` */
  async keys(): Promise<readonly JWK[]> {
    const { jwks_uri } = await this.document();
    return publishedKeys(jwks_uri, this.context("read the authorization server's keys"));
  }
}
