import { isIP } from "node:net";

/**
 * The hosts by which a server is asked: its own names, `localhost`, and every address.
 *
 * A web page may have its own name lead to this server (DNS rebinding), and then read what is answered. A browser sends
 * that name as `Host`; an address leads nowhere else. The port does not count, as it may have been forwarded.
 *
 * @see RFC 9110 section 7.2
 */
export class AnsweredHosts {
  readonly #names: ReadonlySet<string>;

  /**
   * @param url - of the server
   * @param more - names besides, such as the one by which it is asked in a cluster
   */
  constructor(url: string, more: readonly string[]) {
    const named = [url, ...more.filter((one) => isIP(one) === 0).map((name) => `http://${name}/`)];
    this.#names = new Set(["localhost", ...named.map((one) => plain(new URL(one).hostname))]);
  }

  /** @param hostname - as the URL parser writes it, with brackets around IPv6 */
  has(hostname: string): boolean {
    return this.#names.has(plain(hostname)) || isIP(hostname.replace(/^\[(.*)\]$/, "$1")) !== 0;
  }
}

/** A dot at the end only says that the name is whole. */
function plain(hostname: string): string {
  return hostname.replace(/\.$/, "");
}
