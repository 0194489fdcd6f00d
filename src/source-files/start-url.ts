/**
 * The normal form of a start URL: `…/start`, `…/start/`, `…/start/#/` and `…/start/#/?tab=accounts` are one portal.
 * The rest after the path is for the page in a browser, and Identity Center itself refuses some of it.
 *
 * @param url - one for which `urlProblem` finds no problem
 */
export function normalStartUrl(url: string): string {
  return withoutQuery(url).replace(/\/+$/, "");
}

/** A URL without its query and its fragment, and without a dot at the end of its host. */
export function withoutQuery(url: string): string {
  const { host, pathname, protocol } = new URL(url);
  return `${protocol}//${withoutDot(host)}${pathname}`;
}

/** A host with a dot at its end is the same host. */
export function withoutDot(host: string): string {
  return host.replace(/\.(?=:|$)/, "");
}
