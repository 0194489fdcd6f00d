import type { PageFound } from "../../src/page/page-state.ts";
import { sessionOf } from "./stub-actions.ts";

const OWN_SCRIPT = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" };
const VISIT = { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
const LOOK_MS = 50;

/** Opens the page of the picker as a browser does, and chooses what a search finds first, once it finds something. */
export async function chooseOnPage(link: string, text: string): Promise<{ readonly session: string }> {
  const { origin } = new URL(link);
  const authorization = sessionOf(await (await fetch(link, { headers: VISIT })).text());
  const post = (path: string, body: object) =>
    fetch(`${origin}${path}`, {
      method: "POST",
      headers: { ...OWN_SCRIPT, origin, authorization },
      body: JSON.stringify(body),
    });
  const states = (await post("/state", {})).text();
  for (let key: string | undefined; key === undefined; await Bun.sleep(LOOK_MS)) {
    const { groups } = (await (await post("/find", { text, most: 1 })).json()) as PageFound;
    key = groups[0]?.rows[0]?.key;
    if (key !== undefined) await post("/choose", { key });
  }
  await states;
  return { session: authorization };
}
