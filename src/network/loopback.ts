/**
 * Whether a URL leads to this machine itself, where nobody listens in on plain HTTP: `localhost`, 127.0.0.0/8 and
 * `[::1]`, as the URL parser writes them.
 *
 * A URL and no text, because only the parser knows that `0x7f.1` and `2130706433` are 127.0.0.1, and that what stands
 * before an `@` is no host. Names that a resolver may look up elsewhere (`localhost.`, `a.localhost`) are not meant.
 */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Whether what is sent to a URL cannot be read on the way: `https`, or `http` on this machine. */
export function isPrivate(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}
