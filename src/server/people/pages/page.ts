import { escapeHTML } from "bun";
import { htmlPage, sourceHash } from "../../../http/html-page.ts";

const STYLE = `
:root { color-scheme: light dark; --back: light-dark(#f6f7f9, #0f1318); --card: light-dark(#fff, #181d24);
  --text: light-dark(#1c2128, #e6eaef); --soft: light-dark(#59636e, #9aa5b1); --line: light-dark(#d8dee4, #2d343d);
  --mark: light-dark(#0b62b8, #6cb6ff); --bad: light-dark(#b3261e, #ff8a80); --bad-back: light-dark(#fdecea, #3a1d1b) }
body { margin: 0; min-height: 100vh; display: grid; grid-template-columns: minmax(0, 1fr); place-items: center; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif }
main { box-sizing: border-box; width: min(36rem, 100% - 2rem); margin: 1rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-top: 4px solid var(--mark); border-radius: 8px; overflow-wrap: anywhere }
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.3 }
h2 { margin: 1.5rem 0 .75rem; font-size: 1.15rem; line-height: 1.3 }
p, ul, dl, form { margin: 0 0 1rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem }
dt { color: var(--soft) }
dd { margin: 0 }
.warning { padding: .75rem 1rem; color: var(--bad); background: var(--bad-back); border: 2px solid var(--bad); border-radius: 8px }
.code { font: 600 1.6rem/1.2 ui-monospace, monospace; letter-spacing: .1em }
label { display: block; margin-bottom: .3rem }
input[type=text] { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box; color: inherit;
  background: var(--back); border: 1px solid var(--soft); border-radius: 8px }
button { font: inherit; padding: .5rem 1.4rem; border: 1px solid transparent; border-radius: 8px; cursor: pointer;
  background: var(--mark); color: light-dark(#fff, #0f1318) }
button.plain { margin-left: .4rem; background: none; color: inherit; border-color: var(--soft) }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
.soft { color: var(--soft) }
main.wide { width: min(80rem, 100% - 2rem); align-self: start }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; margin: 0 0 1.5rem }
nav form { margin: 0 0 0 auto }
a { color: var(--mark) }
a[aria-current] { font-weight: 600 }
a[aria-current=page] { color: inherit; text-decoration: none }
form.search { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end }
form.search > div { flex: 1 1 12rem }
.scroll { overflow-x: auto }
time { white-space: nowrap }
.prose { display: inline-block; min-width: 16rem; max-width: 32rem }
table { border-collapse: collapse; width: 100%; font-size: .95rem }
th, td { overflow-wrap: normal; padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
th { color: var(--soft); font-weight: 500 }
.bad { color: var(--bad); font-weight: 600 }
pre { padding: .75rem 1rem; margin: 0 0 1rem; overflow-x: auto; font: .9rem/1.5 ui-monospace, monospace;
  background: var(--back); border: 1px solid var(--line); border-radius: 8px }
`;

/** A page of the server. @param body - HTML */
export function serverPage(title: string, body: string): string {
  return htmlPage({ title, style: STYLE, body: `<main>\n<h1>${escapeHTML(title)}</h1>\n${body}\n</main>` });
}

/** A wide page of the server, with the ways to others above. @param body - HTML, as `nav` is */
export function widePage(title: string, nav: string, body: string): string {
  const heading = `<h1>${escapeHTML(title)}</h1>`;
  return htmlPage({ title, style: STYLE, body: `<main class="wide">\n${nav}\n${heading}\n${body}\n</main>` });
}

/** A page that only says something, a sentence a paragraph. */
export function messagePage(title: string, ...sentences: readonly string[]): string {
  return serverPage(title, sentences.map((sentence) => `<p>${escapeHTML(sentence)}</p>`).join("\n"));
}

/**
 * Headers of every page, and of every redirect between them: it runs nothing, loads nothing, is in no frame, and is not
 * stored. Forms may lead to another server by a redirect, so `form-action` says nothing; nothing that anybody else wrote
 * is HTML here.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export const PAGE_HEADERS = {
  "content-security-policy": `default-src 'none'; style-src ${sourceHash(STYLE)}; base-uri 'none'; frame-ancestors 'none'`,
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  // A stricter one has browsers say no origin with a form of our own.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
} as const;

/** A page as an answer. */
export function pageResponse(html: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(html, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", ...PAGE_HEADERS, ...headers },
  });
}

/** Such as "Cannot sign in: it is down." */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
