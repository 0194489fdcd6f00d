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

/** A page for administrators. @param body - HTML */
export function adminPage({ base, person }: AdminFrame, page: AdminPage, body: string): string {
  const links = Object.entries(ADMIN_PAGES).map(
    ([name, title]) =>
      `<a href="${escapeHTML(`${base}/${name}`)}"${name === page ? ' aria-current="page"' : ""}>${title}</a>`,
  );
  const signOut = `<form method="post" action="${escapeHTML(`${base}/sign-out`)}"><button class="plain">Sign out</button></form>`;
  const who = `<span class="soft">${escapeHTML(person.name)}</span>`;
  return widePage(ADMIN_PAGES[page], `<nav aria-label="Pages">${links.join("\n")}\n${who}\n${signOut}</nav>`, body);
}
