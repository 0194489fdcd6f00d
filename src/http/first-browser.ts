/**
 * A path of a listener that leads one browser on to another address, which it alone shall see: the first that comes. That
 * one may come back, since it got a cookie.
 */
export class FirstBrowser {
  /** It cannot be guessed. */
  readonly path: string;
  readonly #cookie = `actas=${randomName()}`;
  #isOpened = false;

  /** @param folder - where the path begins, such as `/auth` */
  constructor(folder: string) {
    this.path = `${folder}/${randomName()}`;
  }

  /** Returns `undefined` for a browser that came too late. */
  lead({ headers }: Request, location: string): Response | undefined {
    if (this.#isOpened && !headers.get("cookie")?.split("; ").includes(this.#cookie)) return undefined;
    this.#isOpened = true;
    const cookie = `${this.#cookie}; Path=${this.path}; HttpOnly; SameSite=Lax`;
    return new Response(null, { status: 307, headers: { location, "set-cookie": cookie, ...PRIVATE_HEADERS } });
  }
}

/** 128 bits, in 22 characters. */
function randomName(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url");
}

/** Headers of every answer that belongs to a sign-in: not cached, and without a referrer. */
export const PRIVATE_HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
} as const;
