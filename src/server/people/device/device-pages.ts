import { escapeHTML } from "bun";
import type { ProviderClient, ProviderContext } from "oidc-provider/lib/provider.js";
import { messagePage, serverPage } from "../pages/page.ts";
import { isSameNetwork } from "./networks.ts";

/** What is known of the program that asked for a code. */
export interface DeviceInfo {
  readonly address: string;
  /** In milliseconds since the epoch. */
  readonly askedAt: number;
}

/** The provider's messages; a minifier drops the names of its errors. */
const MESSAGES: Readonly<Record<string, string>> = {
  "the code was not found": "No program waits for this code. Look again: it has eight letters.",
  "the code has expired": "This code is over. Start again where the program runs.",
  "code has already been used": "This code was used already. Start again where the program runs.",
  "no code submitted": "Type the code that the program shows.",
};
const ABORTED = "the interaction was aborted";

/** The page on which a code is typed. That of a link is put into its field by the route. @param problem - if any */
function codePage(action: string, token: string, problem = ""): string {
  const wrong = problem && `<p class="warning" role="alert">${escapeHTML(problem)}</p>\n`;
  return serverPage(
    "Enter the code",
    `${wrong}<form method="post" action="${escapeHTML(action)}">
<input type="hidden" name="xsrf" value="${escapeHTML(token)}">
<label for="user_code">The code that your own program shows you</label>
<p><input type="text" id="user_code" name="user_code" value="" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="20" aria-describedby="why"></p>
<p><button>Continue</button></p>
</form>
<p class="warning" id="why">Did somebody send you this code, by mail, chat or phone? Then close this page: they would get AWS credentials as you.</p>`,
  );
}

/** The page that says who asks, before anybody signs in. */
function confirmPage(question: {
  readonly action: string;
  readonly token: string;
  readonly userCode: string;
  readonly client: string;
  readonly info: DeviceInfo;
  readonly browserAddress: string;
  /** In milliseconds since the epoch. */
  readonly now: number;
}): string {
  const { action, browserAddress, client, info, now, token, userCode } = question;
  const warning = isSameNetwork(info.address, browserAddress)
    ? ""
    : `<p class="warning" role="alert"><b>The program is in another network than this browser.</b> It asked from ${escapeHTML(info.address)}, and you are at ${escapeHTML(browserAddress)}. Go on only if you have started it yourself on a machine there.</p>\n`;
  const minutes = Math.max(0, Math.round((now - info.askedAt) / 60_000));
  return serverPage(
    "Is this your program?",
    `${warning}<p><b>${escapeHTML(client)}</b> wants AWS credentials as you. Go on only if it shows this code:</p>
<p class="code">${escapeHTML(userCode)}</p>
<dl><dt>Asked from</dt><dd>${escapeHTML(info.address)}</dd>
<dt>Asked at</dt><dd>${escapeHTML(`${new Date(info.askedAt).toISOString().slice(0, 16).replace("T", " ")} UTC, ${minutes} min ago`)}</dd></dl>
<form method="post" action="${escapeHTML(action)}">
<input type="hidden" name="xsrf" value="${escapeHTML(token)}">
<input type="hidden" name="user_code" value="${escapeHTML(userCode)}">
<button name="confirm" value="yes">Yes, sign it in</button><button class="plain" name="abort" value="yes">No</button>
</form>
<p class="soft">If somebody sent you here, press No.</p>`,
  );
}

/** The pages as `oidc-provider` asks for them. @param now - in milliseconds since the epoch */
export function devicePages(now: () => number) {
  return {
    userCodeInputSource(context: ProviderContext, _form: string, _refusal?: object, error?: Error): void {
      if (error?.message === ABORTED) {
        context.body = messagePage("You said no", "The program gets nothing. You can close this page.");
        return;
      }
      const problem = error && (MESSAGES[error.message] ?? "This did not work. Start again where the program runs.");
      context.body = codePage(actionOf(context), tokenOf(context), problem);
      if (error) context.status = 400;
    },

    userCodeConfirmSource(
      context: ProviderContext,
      _form: string,
      { clientName = "A program" }: ProviderClient,
      info: DeviceInfo,
      userCode: string,
    ): void {
      context.body = confirmPage({
        action: actionOf(context),
        token: tokenOf(context),
        userCode,
        client: clientName,
        info,
        browserAddress: context.ip,
        now: now(),
      });
    },

    successSource(context: ProviderContext): void {
      context.body = messagePage("You are signed in", "The program goes on by itself. You can close this page.");
    },
  };
}

function actionOf({ oidc }: ProviderContext): string {
  return oidc.urlFor("code_verification");
}

function tokenOf({ oidc }: ProviderContext): string {
  return oidc.session.state?.secret ?? "";
}
