import type { PageFound, PageSearch, PageState } from "../../src/page/page-state.ts";
import type { PageActions } from "../../src/page/picker-page.ts";

/** A picker without a list, which remembers what the page asked of it. */
export class StubActions implements PageActions {
  heard: string[] = [];

  opened(): void {}

  state(): PageState {
    const doing = { kind: "choosing" } as const;
    return { version: 1, total: 0, list: "complete", notes: [], search: "", failed: [], doing };
  }

  find({ text }: PageSearch): PageFound {
    this.heard.push(`find ${text}`);
    return { version: 1, count: 0, groups: [] };
  }

  choose(key: string): void {
    this.heard.push(`choose ${key}`);
  }

  leave(): void {
    this.heard.push("leave");
  }
}

/** What the page shows its requests with. */
export function sessionOf(html: string): string {
  return /<meta name="actas-session" content="([^"]+)">/.exec(html)?.[1] ?? "";
}
