import type { PageFound, PageSearch } from "../page-state.ts";

/** The command behind this page. */
export class CommandConnection {
  readonly #session = takenFrom("actas-session");

  constructor() {
    // The address that opened this page was used up. This one opens it again, and only this tab knows it.
    history.replaceState(null, "", takenFrom("actas-again"));
  }

  /** Hands over each state until the command ends. */
  async listen<State>(onState: (state: State) => void): Promise<void> {
    const leaving = new AbortController();
    addEventListener("pagehide", () => leaving.abort());
    // A page that the browser brings back from memory has no connection any more.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) location.reload();
    });
    const { body, ok } = await this.post("/state", {}, leaving.signal);
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
    const answer = await this.post("/find", search);
    return answer.ok ? answer.json() : undefined;
  }

  async choose(key: string): Promise<void> {
    await this.post("/choose", { key });
  }

  post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return this.#send(path, { ...init, ...(signal && { signal }) });
  }

  /** Sends the fields of a form. */
  form(method: "POST" | "PUT", path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.#send(path, { method, headers: {}, body: new URLSearchParams(fields) });
  }

  #send(path: string, { headers, ...init }: RequestInit & { headers: Record<string, string> }): Promise<Response> {
    return fetch(path, {
      ...init,
      // In any other mode Firefox says `Origin: null`, because of the page's referrer policy.
      mode: "cors",
      credentials: "omit",
      headers: { ...headers, authorization: this.#session },
    });
  }
}

/** Takes it out of the page: whoever saves that saves no session. */
function takenFrom(name: string): string {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name=${name}]`);
  meta?.remove();
  return meta?.content ?? "";
}
