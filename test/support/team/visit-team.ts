import { PageBrowser, type Shown } from "../people/page-browser.ts";

const MOST_PAGES = 5;
/** As a browser sends them; without, the sandbox takes it for a web page that sends a form of its own. */
const NAVIGATION = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

/**
 * Goes through the pages of a sign-in at a team's server in the sandbox: agrees to go on, and then chooses who to be.
 *
 * @returns the last page
 */
export async function visitTeam(
  address: string,
  person: string,
  browser = new PageBrowser("http://nowhere/"),
): Promise<Shown> {
  let shown = await browser.visit(address);
  for (let page = 0; page < MOST_PAGES && shown.text.includes("<form"); page++) {
    const isChoice = shown.text.includes('name="person"');
    shown = await browser.submit(isChoice ? { person, answer: "allow" } : { answer: "yes" }, NAVIGATION);
  }
  if (shown.text.includes("<form")) throw new Error(`the sign-in does not end: ${shown.url} ${shown.text}`);
  return shown;
}
