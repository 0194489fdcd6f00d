interface Expected {
  readonly port: number;
  readonly paths: readonly string[];
}

/**
 * The URL of the callback that a user has pasted; a text says why it is none. Whether it belongs to this sign-in, its
 * `state` says.
 */
export function pastedCallback(text: string, { port, paths }: Expected): URL | string {
  const url = URL.parse(text);
  if (!url) return "it is not an address";
  const isHere =
    url.protocol === "http:" && ["127.0.0.1", "localhost"].includes(url.hostname) && url.port === `${port}`;
  if (!isHere) return `it does not begin with http://127.0.0.1:${port}/`;
  return paths.includes(url.pathname) ? url : "it is not the one on which the sign-in ends";
}
