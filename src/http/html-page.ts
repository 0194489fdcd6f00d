import { CryptoHasher, escapeHTML } from "bun";

interface HtmlPage {
  /** As text. */
  readonly title: string;
  readonly style: string;
  /** As HTML. */
  readonly body: string;
  /** Lines of HTML before the title, each with its end. */
  readonly head?: string;
}

/** A page of ours, which loads nothing and follows the system's light or dark setting. */
export function htmlPage({ body, head = "", style, title }: HtmlPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
${head}<title>${escapeHTML(title)} - actas</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** By this a content security policy knows a style or a script in the page. @see https://www.w3.org/TR/CSP3/ */
export function sourceHash(text: string): string {
  return `'sha256-${CryptoHasher.hash("sha256", text, "base64")}'`;
}
