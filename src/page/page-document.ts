import { CryptoHasher, escapeHTML } from "bun";
import type { Secret } from "../base/secret.ts";
import { PRIVATE_HEADERS } from "../http/first-browser.ts";
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
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

function hashOf(text: string): string {
  return `'sha256-${CryptoHasher.hash("sha256", text, "base64")}'`;
}

function html(again: string, session: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="actas-session" content="${escapeHTML(session)}">
<meta name="actas-again" content="${escapeHTML(again)}">
<title>Choose a role - actas</title>
<style>${STYLE}</style>
</head>
<body>
<noscript><p>This page needs JavaScript. <code>--pick terminal</code> shows the list in the terminal.</p></noscript>
<main></main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
