import type { PageOver } from "./page-state.ts";

/** What a page is told when another tab has taken over from it. */
export const OPENED_AGAIN: PageOver = {
  kind: "over",
  outcome: "bad",
  title: "This page was opened again",
  text: "Go on in the other tab. You can close this one.",
};
