import { PEOPLE } from "./people.ts";

/** The consent that a page asks a person for. */
export interface SignInForm {
  /** Where the answer is posted to. */
  readonly action: string;
  /** Hidden fields that are posted with the answer. */
  readonly hidden: Readonly<Record<string, string>>;
  /** The client's own name. */
  readonly client: string;
  /** What the client would get access to, such as `made-up AWS accounts`. */
  readonly lends: string;
  /** Device grant: the code that the person must compare. */
  readonly userCode?: string;
}

/** A page on which a person chooses an identity, and allows or denies. The fields are `person` and `answer`. */
export function signInPage({ action, hidden, client, lends, userCode }: SignInForm): string {
  const unseen = Object.entries(hidden).map(([name, value]) => `<input type="hidden" ${pair(name, value)}>`);
  const people = PEOPLE.map(
    ({ id, name, email }, index) =>
      `<label><input type="radio" ${pair("person", id)}${index === 0 ? " checked" : ""}>` +
      `<span><b>${escapeHtml(name)}</b><br>${escapeHtml(email)}</span></label>`,
  );
  return page(
    "Sign in to the sandbox",
    `<p><b>${escapeHtml(client)}</b> wants to use ${escapeHtml(lends)} as you.</p>
${userCode ? `<p>Go on only when the program shows this code too:</p><p class="code">${escapeHtml(userCode)}</p>` : ""}
<form method="post" action="${escapeHtml(action)}">${unseen.join("")}
<fieldset><legend>Who are you?</legend>${people.join("")}</fieldset>
<p><button ${pair("answer", "allow")}>Allow</button> <button class="plain" ${pair("answer", "deny")}>Deny</button></p>
</form>`,
  );
}

/** A page that asks for the code of the device grant; `fields` are the form's own, already HTML. */
export function codePage(action: string, fields = ""): string {
  return page(
    "Enter the code",
    `<form method="post" action="${escapeHtml(action)}">${fields}
<label for="user_code">The code that the program shows</label>
<p><input id="user_code" name="user_code" autofocus autocomplete="off" spellcheck="false"></p>
<p><button>Continue</button></p></form>`,
  );
}

/** A page with a message. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escapeHtml(text)}</p>`);
}

/** A page of the sandbox; `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
<footer>This is the sandbox of actas on your own machine. The people here are made up, and no password is asked for.</footer>
</main></body></html>`;
}

/** A page as an answer for a browser: it runs no scripts, and no other page can frame it. */
export function pageResponse(html: string, status = 200): Response {
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8", ...PAGE_HEADERS } });
}

/** Also for pages of the provider. With a stricter referrer policy we could not tell that a form is our own. */
export const PAGE_HEADERS = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
} as const;

/** Text escaped for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function pair(name: string, value: string): string {
  return `name="${escapeHtml(name)}" value="${escapeHtml(value)}"`;
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 0; background: light-dark(#f4f4f1, #1b1c1e); color: light-dark(#222, #e8e8e6) }
main { max-width: 26rem; margin: 10vh auto; padding: 2rem; border-radius: 12px;
  background: light-dark(#fff, #26282b); box-shadow: 0 2px 16px #0002 }
h1 { margin-top: 0; font-size: 1.4rem }
fieldset { border: 0; padding: 0; margin: 1rem 0 }
legend { padding: 0 0 .5rem }
fieldset label { display: flex; gap: .75rem; align-items: center; padding: .6rem .8rem; margin-bottom: .5rem;
  border: 1px solid light-dark(#ccc, #4a4d52); border-radius: 8px; cursor: pointer }
fieldset label:has(:checked) { border-color: light-dark(#0b6b58, #5fc9b0) }
input { accent-color: light-dark(#0b6b58, #5fc9b0) }
input[name=user_code] { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box }
.code { font: 600 1.6rem/1.2 ui-monospace, monospace; letter-spacing: .1em }
button { font: inherit; padding: .5rem 1.4rem; border: 1px solid transparent; border-radius: 8px; cursor: pointer;
  background: light-dark(#0b6b58, #5fc9b0); color: light-dark(#fff, #10211d) }
button.plain { margin-left: .4rem; background: none; color: inherit; border-color: currentcolor }
footer { margin-top: 2rem; font-size: .85rem; opacity: .7 }`;
