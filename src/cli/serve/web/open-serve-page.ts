import { openPage } from "../../terminal/open-page.ts";
import { writeMessage } from "../../terminal/say.ts";

/** Opens the page in the user's browser, or says how to. */
export async function openServePage(link: string): Promise<void> {
  const page = { url: link, port: Number(new URL(link).port), purpose: "to show what is served" };
  writeMessage((await openPage(page, process.env)).join("\n"));
}
