import { messagePage, pageResponse } from "./page.ts";

/** The page for a form that another site has sent. */
export function foreignForm(): Response {
  return pageResponse(messagePage("This form is not ours", "Another page has sent it. Nothing was done."), 403);
}
