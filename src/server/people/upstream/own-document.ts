import { ActasError } from "../../../base/errors.ts";
import { discoverProvider, documentOf, type OpenIdProvider } from "../../../oauth/openid/discover-provider.ts";
import type { RequestContext } from "../../../oauth/request-context.ts";

/**
 * The discovery document of an issuer, which must call itself exactly as the configuration does: a slash at the end would
 * be another issuer.
 *
 * @throws {ActasError} `unreachable`, `throttled`, `configuration`
 */
export async function ownDocument(issuer: string, context: RequestContext): Promise<OpenIdProvider> {
  const provider = await discoverProvider(documentOf(issuer), context);
  if (provider.issuer !== issuer) {
    throw new ActasError(
      "configuration",
      `cannot ${context.action}: it calls itself ${provider.issuer}, not ${issuer}`,
      {
        hints: [`write the issuer in ${context.origin} exactly as it does, a slash at the end included`],
      },
    );
  }
  // People are sent there, so it is judged like what is asked.
  await context.whereIs?.(new URL(provider.authorization_endpoint));
  return provider;
}

/** A document that is read again after a while, and once for all who ask at the same time. */
export class KeptDocument {
  readonly #read: () => Promise<OpenIdProvider>;
  #kept: { readonly document: Promise<OpenIdProvider>; readonly until: number } | undefined;

  constructor(read: () => Promise<OpenIdProvider>) {
    this.#read = read;
  }

  /** @throws {ActasError} what reading throws; it is tried again then */
  get(): Promise<OpenIdProvider> {
    const now = performance.now();
    if (!this.#kept || this.#kept.until < now) {
      const document = this.#read();
      this.#kept = { document, until: now + KEPT_MS };
      document.catch(() => {
        if (this.#kept?.document === document) this.#kept = undefined;
      });
    }
    return this.#kept.document;
  }
}

const KEPT_MS = 10 * 60_000;
