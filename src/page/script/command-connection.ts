import type { PageFound, PageSearch, PageState } from "../page-state.ts";

/** The command behind this page. */
export class CommandConnection {
  readonly #session = contentOf("actas-session");

  constructor() {
    // The address that opened this page was used up. This one opens it again, and only this tab knows it.
    history.replaceState(null, "", contentOf("actas-again"));
  }

  /** Hands over each state until the command ends. */
  async listen(onState: (state: PageState) => void): Promise<void> {
    const leaving = new AbortController();
    addEventListener("pagehide", () => leaving.abort());
    // A page that the browser brings back from memory has no connection any more.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) location.reload();
    });
    const { body, ok } = await this.#post("/state", {}, leaving.signal);
    if (!ok || !body) return;
    const decoder = new TextDecoder();
    let unread = "";
    const reader = body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (unread + decoder.decode(part.value, { stream: true })).split("\n");
      unread = lines.pop() ?? "";
      for (const line of lines) if (line) onState(JSON.parse(line));
    }
  }

  async find(search: PageSearch): Promise<PageFound | undefined> {
    const answer = await this.#post("/find", search);
    return answer.ok ? answer.json() : undefined;
  }

  async choose(key: string): Promise<void> {
    await this.#post("/choose", { key });
  }

  async leave(): Promise<void> {
    await this.#post("/leave", {});
  }

  #post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
    return fetch(path, {
      method: "POST",
      // In any other mode Firefox says `Origin: null`, because of the page's referrer policy.
      mode: "cors",
      credentials: "omit",
      headers: { authorization: this.#session, "content-type": "application/json" },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  }
}

function contentOf(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? "";
}
