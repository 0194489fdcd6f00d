/**
 * Whether a form was sent from a page of this very server. Browsers say where it was sent from, and no page can have
 * them say anything else; a program without a browser has no cookie that would let it in.
 *
 * @param origin - of the server, as browsers write it
 * @see https://fetch.spec.whatwg.org/#origin-header
 */
export function isOwnForm({ headers }: Request, origin: string): boolean {
  const said = headers.get("origin");
  return said === null ? headers.get("sec-fetch-site") === "same-origin" : said === origin;
}

/** The value of a cookie; `undefined` for none, and where there are two of the name. */
export function cookieOf({ headers }: Request, name: string): string | undefined {
  const cookies = (headers.get("cookie") ?? "").split(/; */).filter((one) => one.startsWith(`${name}=`));
  return cookies.length === 1 ? cookies[0]?.slice(name.length + 1) : undefined;
}

/** The same request, without a body, of a browser that has this cookie, too: before those that it has. */
export function withCookie(request: Request, cookie: string): Request {
  const headers = new Headers(request.headers);
  headers.set("cookie", [cookie, headers.get("cookie")].filter(Boolean).join("; "));
  return new Request(request.url, { headers });
}
