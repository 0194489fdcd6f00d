import type { ServingPageState } from "../../serving-page-state.ts";
import { element } from "../element.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Facts = Pick<ServingPageState, "target" | "expiration" | "endless" | "renewal" | "lastFetch">;

/** Until when the credentials are good, and who has fetched them last. */
export function showFacts(list: HTMLElement, facts: Facts): void {
  const { lastFetch, renewal, target } = facts;
  const rows = target === undefined ? [] : [row("Credentials", until(facts)), row("Next ones", renewalOf(renewal))];
  list.replaceChildren(...rows, row("Fetched last", lastFetch ? by(lastFetch) : "by no program yet"));
}

function row(term: string, text: string): HTMLElement {
  return element("div", {}, element("dt", {}, term), element("dd", {}, text));
}

function until({ endless, expiration }: Facts): string {
  if (expiration === undefined) return endless ? "have no end" : "none now";
  const left = Date.parse(expiration) - Date.now();
  return left > 0 ? `good until ${clock(expiration)}, for another ${inWords(left)}` : `ended at ${clock(expiration)}`;
}

function renewalOf(renewal: string | undefined): string {
  if (renewal === undefined) return "when a program needs them";
  const left = Date.parse(renewal) - Date.now();
  return left > 0 ? `at ${clock(renewal)}` : "now";
}

function by({ at, pid, program }: NonNullable<Facts["lastFetch"]>): string {
  const who = [program, pid !== undefined && `process ${pid}`].filter(Boolean).join(", ");
  return `at ${clock(at)}${who && ` by ${who}`}`;
}

function clock(time: string): string {
  return new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

function inWords(ms: number): string {
  const [hours, minutes, seconds] = [ms / HOUR, (ms % HOUR) / MINUTE, (ms % MINUTE) / SECOND].map(Math.floor);
  if (hours) return `${hours} h ${minutes} min`;
  return minutes ? `${minutes} min ${seconds} s` : `${seconds} s`;
}
