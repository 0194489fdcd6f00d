import { inFile, type Mutation } from "./mutation.ts";

/** Who may open the page of the picker, and ask what is behind it. */
export const PICKER_PAGE: readonly Mutation[] = [
  ...inFile("src/http/guard.ts", [
    [
      "guard-own-scripts",
      "a script of another page is refused",
      'headers.get("sec-fetch-site") === "same-origin" &&',
      "",
      "src/http/guard.test.ts",
    ],
  ]),
  ...inFile("src/page/linked-page.ts", [
    [
      "page-link-once",
      "a link opens the page once",
      "if (!this.#links.delete(path)) return refused(USED_LINK);",
      "",
      "test/security/web-page/picker-page.test.ts",
    ],
    [
      "page-session",
      "requests need the session of the page that is open",
      'if (session?.hash !== tokenHash(headers.get("authorization") ?? "")) return OLD_PAGE;',
      "if (!session) return OLD_PAGE;",
      "test/security/web-page/picker-page.test.ts",
    ],
    [
      "page-origin",
      "a program says whose page it is",
      "return NOT_OUR_PAGE;",
      "{}",
      "test/security/web-page/picker-page.test.ts",
    ],
    [
      "page-prefetch",
      "a visit ahead uses up no link",
      'if (headers.has("sec-purpose") || headers.get("purpose") === "prefetch") return NOT_AHEAD;',
      "",
      "test/security/web-page/picker-page.test.ts",
    ],
  ]),
];
