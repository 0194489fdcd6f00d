import { escapeHTML } from "bun";
import { PRIVATE_HEADERS } from "../http/first-browser.ts";
import { htmlPage, sourceHash } from "../http/html-page.ts";
import { styleSheet } from "./bundled-script.ts" with { type: "macro" };
import type { OpenedPage } from "./linked-page.ts";

const STYLE = styleSheet();

export interface PageDocument extends OpenedPage {
  readonly title: string;
  readonly script: string;
  /** What can be done where scripts do not run, as HTML. */
  readonly withoutScript: string;
}

/** A page of ours. It loads nothing, and its script talks only to the listener that it came from. */
export function pageDocument({ again, script, session, title, withoutScript }: PageDocument): Response {
  const html = htmlPage({
    title,
    style: STYLE,
    head: `<meta name="actas-session" content="${escapeHTML(session.reveal())}">
<meta name="actas-again" content="${escapeHTML(again)}">
`,
    body: `<noscript><p>This page needs JavaScript. ${withoutScript}</p></noscript>
<main></main>
<script>${script}</script>`,
  });
  return new Response(html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policyFor(script),
      "cross-origin-resource-policy": "same-origin",
      ...PRIVATE_HEADERS,
    },
  });
}

/** @see https://www.w3.org/TR/CSP3/ : only this script and this style, which are known by their hashes */
function policyFor(script: string): string {
  return [
    "default-src 'none'",
    `script-src ${sourceHash(script)}`,
    `style-src ${sourceHash(STYLE)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}
