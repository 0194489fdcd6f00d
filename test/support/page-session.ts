/** The page of an `actas serve … --web`, as a program uses it. */
export class PageSession {
  readonly #url: string;
  readonly #authorization: string;

  private constructor(url: string, authorization: string) {
    this.#url = url;
    this.#authorization = authorization;
  }

  /** @param link - one that has not been used */
  static async open(link = ""): Promise<PageSession> {
    const answer = await fetch(link, { headers: { accept: "application/json" } });
    const { session } = (await answer.json()) as { readonly session: string };
    return new PageSession(new URL(link).origin, session);
  }

  /** Serves another target, whose credentials are there when this returns. */
  async switchTo(target: string): Promise<void> {
    const headers = { authorization: this.#authorization };
    const answer = await fetch(`${this.#url}/profile`, { method: "POST", headers, body: target });
    if (!answer.ok) throw new Error(`cannot switch to ${target}: ${answer.status}, ${await answer.text()}`);
  }
}
