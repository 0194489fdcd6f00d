import { messagePage, pageResponse } from "./page.ts";

/** The page for a sign-in that is not known, or no longer. */
export function over(): Response {
  return pageResponse(
    messagePage("This page is over", "Start the sign-in again where your program runs, in this browser."),
    400,
  );
}
