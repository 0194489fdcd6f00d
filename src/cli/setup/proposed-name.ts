/** Parts of a host that do not tell whose it is. */
const GENERIC = /^(?:www|start|api|app|auth|aws|creds?|credentials|login|portal|sso|d-\w+|ssoins-\w+)$/;

/**
 * A free name for a source, made from its host: `corp` for `corp.awsapps.com`.
 *
 * @param fallback - the name if the host has only a directory id or a number
 */
export function proposedName(url: string, fallback: string, taken: readonly string[]): string {
  const { hostname } = new URL(url);
  const labels = /^[\d.]+$|^\[|^localhost$/.test(hostname) ? [] : hostname.split(".");
  const own = labels.slice(0, hostname.includes(".awsapps.") || hostname.includes(".portal.") ? 1 : -1);
  const name = own.find((label) => !GENERIC.test(label)) ?? fallback;
  for (let number = 1; ; number++) {
    const next = number === 1 ? name : `${name}-${number}`;
    if (!taken.includes(next)) return next;
  }
}
