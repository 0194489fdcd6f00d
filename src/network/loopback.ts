/**
 * Whether a URL leads to this machine itself, where plain HTTP cannot be overheard: `localhost`, 127.0.0.0/8 and
 * `[::1]`, as the URL parser writes them.
 *
 * It takes a URL and not a text, because only the parser knows that `0x7f.1` and `2130706433` are 127.0.0.1, and that
 * the part before an `@` is not the host. Names that a resolver may look up elsewhere (`localhost.`, `a.localhost`) do
 * not count.
 */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Whether a request to a URL cannot be read on its way: `https`, or `http` on this machine. */
export function isPrivate(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}
