import { escapeHTML } from "bun";
import { PAGE_HEADERS, pageResponse, serverPage } from "../people/pages/page.ts";
import type { Route } from "../server-part.ts";
import { textResponse } from "./text-response.ts";

/** What anybody may know of a server. */
export interface FrontPage {
  /** As people write it, with a slash at its end. */
  readonly url: string;
  /** Where people sign in to be lent roles; `none`: nobody is lent any here. */
  readonly signIn: "here" | "elsewhere" | "none";
  readonly hasAdminPages: boolean;
}

/** `/`, for who wants to see what is there: a page for a browser, and the same as text for other programs. */
export function frontPage(facts: FrontPage): Route {
  return {
    method: "GET",
    path: "/",
    answer: ({ headers }) =>
      /\btext\/html\b/i.test(headers.get("accept") ?? "")
        ? pageResponse(inHtml(facts))
        : textResponse(inText(facts), 200, PAGE_HEADERS),
  };
}

const WHAT = "This is a server of actas: it lends roles in AWS to the people of a team.";
const ADMINISTRATORS = "Pages for administrators";

const HOW = {
  here: "To get credentials of your roles, sign in from your terminal:",
  elsewhere: "Whoever runs it says how your programs sign in.",
  none: "This one does not lend them itself.",
} as const;

function commandFor({ signIn, url }: FrontPage): string | undefined {
  return signIn === "here" ? `actas setup server team --url ${url} --client-id actas` : undefined;
}

function inText(facts: FrontPage): string {
  const command = commandFor(facts);
  return [
    WHAT,
    HOW[facts.signIn],
    ...(command ? [`  ${command}`] : []),
    ...(facts.hasAdminPages ? [`${ADMINISTRATORS}: ${facts.url}admin`] : []),
  ].join("\n");
}

function inHtml(facts: FrontPage): string {
  const command = commandFor(facts);
  const body = [
    `<p>${WHAT}</p>`,
    `<p>${HOW[facts.signIn]}</p>`,
    ...(command ? [`<pre>${escapeHTML(command)}</pre>`] : []),
    ...(facts.hasAdminPages ? [`<p><a href="${escapeHTML(facts.url)}admin">${ADMINISTRATORS}</a></p>`] : []),
  ];
  return serverPage("Roles for a team", body.join("\n"));
}
