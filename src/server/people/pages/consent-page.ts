import { escapeHTML } from "bun";
import { serverPage } from "./page.ts";

/** What a person is asked before the browser goes to the OpenID provider. */
export interface Consent {
  /** Where the answer is posted to: an address that only this browser knows. */
  readonly action: string;
  /** The client's own name. */
  readonly client: string;
  /** The host of the OpenID provider. */
  readonly provider: string;
}

/**
 * Asks whether a program may act for the person. A program on the same machine can open a browser at any time, so nobody
 * is signed in without a click.
 *
 * @see RFC 8252 section 8.6
 */
export function consentPage({ action, client, provider }: Consent): string {
  return serverPage(
    "Sign in",
    `<p><b>${escapeHTML(client)}</b> on this computer wants AWS credentials as you.</p>
<p>Go on only if you have just started it. You sign in at <b>${escapeHTML(provider)}</b>.</p>
<form method="post" action="${escapeHTML(action)}">
<button name="answer" value="yes">Continue</button><button class="plain" name="answer" value="no">Cancel</button>
</form>`,
  );
}
