/** What a browser shows. */
export interface Shown {
  readonly url: string;
  readonly status: number;
  /** Of the page, as HTML; without the places where a line may break, which nobody reads or copies. */
  readonly text: string;
  readonly headers: Headers;
}

/** A browser that follows redirects, keeps cookies for each path, and says where a form was sent from. */
export class PageBrowser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string; readonly port: string }>();
  /** Where it stops: an address that begins so is not opened. */
  #end: string;
  shown: Shown | undefined;

  constructor(end = "http://127.0.0.1:1/") {
    this.#end = end;
  }

  /** Has it stop at another address, until what this returns is called. */
  stopsAt(end: string): () => void {
    const before = this.#end;
    this.#end = end;
    return () => {
      this.#end = before;
    };
  }

  visit(address: string, headers: Record<string, string> = {}): Promise<Shown> {
    return this.#go(address, { headers });
  }

  /** Sends a form of the page that is shown. @param more - the button, and what is typed */
  submit(more: Record<string, string>, headers: Record<string, string> = {}): Promise<Shown> {
    const { text = "", url = "" } = this.shown ?? {};
    const action = /<form[^>]*action="([^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? url;
    const hidden = [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
    const fields = Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value]));
    return this.post(new URL(action, url).href, { ...fields, ...more }, { origin: new URL(url).origin, ...headers });
  }

  post(address: string, fields: Record<string, string>, headers: Record<string, string>): Promise<Shown> {
    const body = new URLSearchParams(fields).toString();
    const form = { "content-type": "application/x-www-form-urlencoded" };
    return this.#go(address, { method: "POST", body, headers: { ...form, ...headers } });
  }

  /** The cookies by name. */
  get cookies(): readonly string[] {
    return [...this.#cookies.keys()];
  }

  /** Gives each cookie for this path, by its name, another value. */
  forge(path: string, value: string): void {
    for (const [key, cookie] of this.#cookies) if (cookie.path === path) this.#cookies.set(key, { ...cookie, value });
  }

  /** Drops the cookies of a server. */
  forget(address: string): void {
    const { port } = new URL(address);
    for (const [key, cookie] of this.#cookies) if (cookie.port === port) this.#cookies.delete(key);
  }

  async #go(address: string, request: RequestInit & { headers: Record<string, string> }): Promise<Shown> {
    if (address.startsWith(this.#end)) {
      this.shown = { url: address, status: 0, text: "", headers: new Headers() };
      return this.shown;
    }
    const url = new URL(address);
    const cookies = [...this.#cookies]
      .filter(([, { path, port }]) => url.pathname.startsWith(path) && url.port === port)
      .map(([name, { value }]) => `${name.split(" ")[0]}=${value}`);
    const answer = await fetch(address, {
      ...request,
      redirect: "manual",
      headers: { ...(cookies.length > 0 && { cookie: cookies.join("; ") }), ...request.headers },
    });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie, url);
    const location = answer.headers.get("location");
    if (location) return this.#go(new URL(location, address).href, { headers: {} });
    const text = (await answer.text()).replaceAll("<wbr>", "");
    this.shown = { url: address, status: answer.status, text, headers: answer.headers };
    return this.shown;
  }

  #keep(cookie: string, { port }: URL): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    const path = /;\s*path=([^;]*)/i.exec(cookie)?.[1] ?? "/";
    const key = `${name} ${port} ${path}`;
    const expires = /;\s*expires=([^;]*)/i.exec(cookie)?.[1];
    if (value === "" || (expires && Date.parse(expires) < Date.now())) this.#cookies.delete(key);
    else this.#cookies.set(key, { value, path, port });
  }
}
