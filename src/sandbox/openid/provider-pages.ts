import type { ProviderClient, ProviderContext } from "oidc-provider/lib/provider.js";
import { escapeHtml, messagePage, page } from "../page.ts";

/** The provider's message; a minifier drops the names of its errors. */
const ABORTED = "the interaction was aborted";

/** The pages of the device grant. The provider's own would load a font from the internet. */
export const PROVIDER_PAGES = {
  userCodeInputSource(context: ProviderContext, form: string, _refusal?: object, error?: Error): void {
    if (error?.message === ABORTED) {
      context.body = messagePage("You said no", "The program gets nothing. You can close this page.");
      return;
    }
    const wrong = error ? "<p>No program waits for this code: look again.</p>" : "";
    const button = '<p><button form="op.deviceInputForm">Continue</button></p>';
    context.body = page("Enter the code", `${wrong}<p>Type the code that the program shows.</p>${form}${button}`);
  },

  userCodeConfirmSource(
    context: ProviderContext,
    form: string,
    { clientName = "A program" }: ProviderClient,
    _device: object,
    userCode: string,
  ): void {
    const question = `<p>${escapeHtml(clientName)} wants to be signed in. Go on only when it shows this code too:</p>`;
    const button = '<p><button form="op.deviceConfirmForm">Continue</button></p>';
    context.body = page(
      "Is this your program?",
      `${question}<p class="code">${escapeHtml(userCode)}</p>${form}${button}`,
    );
  },

  successSource(context: ProviderContext): void {
    context.body = messagePage("You are signed in", "The program goes on by itself. You can close this page.");
  },
};

/** The page for a sign-in that fails before the client can be told. */
export function renderError(context: ProviderContext, refusal: Readonly<Record<string, string>>): void {
  context.type = "html";
  context.body = messagePage("This is not a sign-in", Object.values(refusal).join(": "));
}
