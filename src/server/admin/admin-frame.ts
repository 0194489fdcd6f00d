import { escapeHTML } from "bun";
import { widePage } from "../people/pages/page.ts";
import type { Person } from "../people/person.ts";

/** The pages, in the order of their links. */
const ADMIN_PAGES = {
  accounts: "Accounts",
  findings: "Findings",
  roles: "Roles",
  loans: "Loans",
} as const;

export type AdminPage = keyof typeof ADMIN_PAGES;

/** Where the pages are, and who looks at them. */
export interface AdminFrame {
  /** The path of the first page, such as `/admin`. */
  readonly base: string;
  readonly person: Person;
}

/** What is on a page that has no link of its own above, but belongs to one that has. */
export interface TitledBody {
  readonly title: string;
  /** HTML. */
  readonly body: string;
}

/** A page for administrators. @param shown - HTML, or that with a title in place of the page's */
export function adminPage({ base, person }: AdminFrame, page: AdminPage, shown: string | TitledBody): string {
  const isItself = typeof shown === "string";
  const { body, title } = isItself ? { body: shown, title: ADMIN_PAGES[page] } : shown;
  const current = ` aria-current="${isItself ? "page" : "true"}"`;
  const links = Object.entries(ADMIN_PAGES).map(
    ([name, text]) => `<a href="${escapeHTML(`${base}/${name}`)}"${name === page ? current : ""}>${text}</a>`,
  );
  const signOut = `<form method="post" action="${escapeHTML(`${base}/sign-out`)}"><button class="plain">Sign out</button></form>`;
  const who = `<span class="soft">${escapeHTML(person.name)}</span>`;
  return widePage(title, `<nav aria-label="Pages">${links.join("\n")}\n${who}\n${signOut}</nav>`, body);
}
