/** A simple browser: follows redirects, keeps cookies, and sends the headers that browsers send for a page. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** Opens a page, and stays on the page to which it redirects. */
  async visit(address: string): Promise<{ readonly url: string; readonly status: number; readonly text: string }> {
    return this.#follow(address, await this.#send(address, { method: "GET" }));
  }

  /** Follows redirects until the next address starts with `prefix`, and returns that address without opening it. */
  async visitUntil(address: string, prefix: string): Promise<string> {
    let next = address;
    while (!next.startsWith(prefix)) {
      const answer = await this.#send(next, { method: "GET" });
      const location = answer.headers.get("location");
      if (!location) throw new Error(`${answer.status} leads nowhere`);
      next = new URL(location, next).href;
    }
    return next;
  }

  /** Submits a form of a page. */
  async submit(
    address: string,
    fields: Record<string, string>,
  ): Promise<{ readonly url: string; readonly text: string }> {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(fields).toString();
    return this.#follow(address, await this.#send(address, { method: "POST", headers, body }));
  }

  async #follow(address: string, answer: Response): Promise<{ url: string; status: number; text: string }> {
    const location = answer.headers.get("location");
    if (!location) return { url: address, status: answer.status, text: await answer.text() };
    return this.visit(new URL(location, address).href);
  }

  async #send(address: string, request: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    const answer = await fetch(address, {
      ...request,
      redirect: "manual",
      headers: {
        ...request.headers,
        accept: "text/html",
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
