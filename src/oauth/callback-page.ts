import { escapeHTML } from "bun";
import { PRIVATE_HEADERS } from "../http/first-browser.ts";
import { htmlPage, sourceHash } from "../http/html-page.ts";

/** The text of the page: one sentence, then a hint a line with what to do next; commands are in backticks. */
export interface CallbackPage {
  /** Id of the source. */
  readonly source: string;
  /** Absent: the sign-in is done. */
  readonly failure?: Failure;
  /** Of a failure; absent: 400. */
  readonly status?: number;
}

interface Failure {
  readonly message: string;
  readonly hints: readonly string[];
}

/**
 * The page that the user sees at the end of a sign-in. It is readable without its style, follows the system's light or
 * dark setting, runs no script and loads nothing. Its address contains an authorization code, so the browser sends no
 * referrer and stores nothing.
 */
export function callbackPage({ source, failure, status = 400 }: CallbackPage): Response {
  if (failure) return failurePage(`Not signed in to ${source}`, failure, status);
  return new Response(signedIn(source), { status: 200, headers: headers() });
}

/** A page like it that says what could not be done. */
export function failurePage(title: string, failure: Failure, status: number): Response {
  return new Response(failed(title, failure), { status, headers: headers() });
}

const STYLE = `
:root { color-scheme: light dark; --back: #f6f7f9; --card: #fff; --text: #1c2128; --soft: #59636e; --line: #d8dee4; --good: #1a7f37; --bad: #c4262e }
@media (prefers-color-scheme: dark) {
  :root { --back: #0f1318; --card: #181d24; --text: #e6eaef; --soft: #9aa5b1; --line: #2d343d; --good: #4ac26b; --bad: #ff7b72 }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { box-sizing: border-box; width: min(34rem, 100% - 2rem); margin: 1rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--mark); border-radius: 8px; overflow-wrap: anywhere }
.good { --mark: var(--good) }
.bad { --mark: var(--bad) }
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.3 }
h1 span { color: var(--mark) }
p, ul { margin: 0 0 1rem }
ul { padding-left: 1.25rem }
code { font: 0.9em ui-monospace, monospace; padding: 0.1em 0.35em; background: var(--back); border: 1px solid var(--line); border-radius: 4px }
.close { margin: 0; color: var(--soft) }
`;

function signedIn(source: string): string {
  return page(
    `Signed in to ${source}`,
    "good",
    "✓",
    `<p>actas has what it needs. The command that was waiting goes on by itself.</p>
<p class="close">You can close this tab.</p>`,
  );
}

function failed(title: string, { message, hints }: Failure): string {
  const items = hints.map((hint) => `<li>${withCode(sentence(hint))}</li>`).join("\n");
  return page(
    title,
    "bad",
    "✗",
    `<p>${withCode(sentence(message))}</p>
${items && `<ul>\n${items}\n</ul>\n`}<p class="close">You can close this tab and go back to the terminal.</p>`,
  );
}

function page(title: string, kind: "good" | "bad", mark: string, body: string): string {
  return htmlPage({
    title,
    style: STYLE,
    body: `<main class="${kind}">
<h1><span aria-hidden="true">${mark}</span> ${escapeHTML(title)}</h1>
${body}
</main>`,
  });
}

function withCode(text: string): string {
  return escapeHTML(text).replace(/`([^`]*)`/g, "<code>$1</code>");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** @see https://www.w3.org/TR/CSP3/ : nothing may be loaded, run, framed or sent; the style is known by its hash. */
function headers(): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src ${sourceHash(STYLE)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    ...PRIVATE_HEADERS,
    connection: "close",
  };
}
