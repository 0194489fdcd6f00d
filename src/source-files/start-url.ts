/**
 * A start URL as every spelling of it means it: `…/start`, `…/start/`, `…/start/#/` and `…/start/#/?tab=accounts` are one
 * portal. What follows the path is for the page that a browser shows, and Identity Center itself refuses some of it.
 *
 * @param url - one that `urlProblem` has nothing against
 */
export function normalStartUrl(url: string): string {
  const { host, pathname, protocol } = new URL(url);
  return `${protocol}//${host.replace(/\.(?=:|$)/, "")}${pathname.replace(/\/+$/, "")}`;
}
