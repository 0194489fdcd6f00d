import { PEOPLE, type Person } from "./people.ts";

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
  /** Who can be chosen; absent: everybody. */
  readonly people?: readonly Person[];
  /** Device grant: the code that the person must compare. */
  readonly userCode?: string;
}

/** A page on which a person chooses an identity, and allows or denies. The fields are `person` and `answer`. */
export function signInPage({ action, hidden, client, lends, people = PEOPLE, userCode }: SignInForm): string {
  const unseen = Object.entries(hidden).map(([name, value]) => `<input type="hidden" ${pair(name, value)}>`);
  const choices = people.map(
    ({ id, name, email }, index) =>
      `<label><input type="radio" ${pair("person", id)}${index === 0 ? " checked" : ""}>` +
      `<span><b>${escapeHtml(name)}</b><br>${escapeHtml(email)}</span></label>`,
  );
  return page(
    "Sign in to the sandbox",
    `<p><b>${escapeHtml(client)}</b> wants to use ${escapeHtml(lends)} as you.</p>
${userCode ? `<p>Go on only when the program shows this code too:</p><p class="code">${escapeHtml(userCode)}</p>` : ""}
<form method="post" action="${escapeHtml(action)}">${unseen.join("")}
<fieldset><legend>Who are you?</legend>${choices.join("")}</fieldset>
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

/** Looks like the pages on which a sign-in ends, so that one seems to lead to the other; only the footer says who it is. */
const STYLE = `
:root { color-scheme: light dark; --back: light-dark(#f6f7f9, #0f1318); --card: light-dark(#fff, #181d24);
  --text: light-dark(#1c2128, #e6eaef); --soft: light-dark(#59636e, #9aa5b1); --line: light-dark(#d8dee4, #2d343d);
  --mark: light-dark(#1a7f37, #4ac26b) }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif }
main { box-sizing: border-box; width: min(34rem, 100% - 2rem); margin: 1rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-top: 4px solid var(--mark); border-radius: 8px; overflow-wrap: anywhere }
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.3 }
p { margin: 0 0 1rem }
fieldset { border: 0; padding: 0; margin: 0 0 1rem }
legend { padding: 0 0 .5rem }
fieldset label { display: flex; gap: .75rem; align-items: center; padding: .6rem .8rem; margin-bottom: .5rem;
  border: 1px solid var(--line); border-radius: 8px; cursor: pointer }
fieldset label:has(:checked) { border-color: var(--mark) }
input { accent-color: var(--mark) }
input[name=user_code] { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box; color: inherit;
  background: var(--back); border: 1px solid var(--line); border-radius: 8px }
.code { font: 600 1.6rem/1.2 ui-monospace, monospace; letter-spacing: .1em }
button { font: inherit; padding: .5rem 1.4rem; border: 1px solid transparent; border-radius: 8px; cursor: pointer;
  background: var(--mark); color: light-dark(#fff, #0f1318) }
button.plain { margin-left: .4rem; background: none; color: inherit; border-color: var(--line) }
footer { font-size: .85rem; color: var(--soft) }`;
