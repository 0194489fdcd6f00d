import { escapeHTML } from "bun";
import type { Secret } from "../base/secret.ts";
import { PRIVATE_HEADERS } from "../http/first-browser.ts";
import { htmlPage, sourceHash } from "../http/html-page.ts";
import { bundledScript, styleSheet } from "./bundled-script.ts" with { type: "macro" };

const SCRIPT = bundledScript();
const STYLE = styleSheet();

export interface PageDocument {
  /** What the page shows its requests with. */
  readonly session: Secret;
  /** The path that opens the page again, once. */
  readonly again: string;
}

/** The page of the picker. It loads nothing, and its script talks only to the listener that it came from. */
export function pageDocument({ again, session }: PageDocument): Response {
  return new Response(html(again, session.reveal()), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cross-origin-resource-policy": "same-origin",
      ...PRIVATE_HEADERS,
    },
  });
}

/** @see https://www.w3.org/TR/CSP3/ : only this script and this style, which are known by their hashes */
const POLICY = [
  "default-src 'none'",
  `script-src ${sourceHash(SCRIPT)}`,
  `style-src ${sourceHash(STYLE)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

function html(again: string, session: string): string {
  return htmlPage({
    title: "Choose a role",
    style: STYLE,
    head: `<meta name="actas-session" content="${escapeHTML(session)}">
<meta name="actas-again" content="${escapeHTML(again)}">
`,
    body: `<noscript><p>This page needs JavaScript. <code>--pick terminal</code> shows the list in the terminal.</p></noscript>
<main></main>
<script>${SCRIPT}</script>`,
  });
}
