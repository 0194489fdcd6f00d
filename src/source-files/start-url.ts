/**
 * The normal form of a start URL: `…/start`, `…/start/`, `…/start/#/` and `…/start/#/?tab=accounts` are one portal.
 * The rest after the path is for the page in a browser, and Identity Center itself refuses some of it.
 *
 * @param url - one for which `urlProblem` finds no problem
 */
export function normalStartUrl(url: string): string {
  const { host, pathname, protocol } = new URL(url);
  return `${protocol}//${withoutDot(host)}${pathname.replace(/\/+$/, "")}`;
}

/** A host with a dot at its end is the same host. */
export function withoutDot(host: string): string {
  return host.replace(/\.(?=:|$)/, "");
}
