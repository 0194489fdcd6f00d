import type { ActsAs, Results } from "../../agent-api/messages.ts";
import { say } from "../terminal/say.ts";
import { untilText } from "../text/until-text.ts";

/** The target, plus account and role where the target does not name them. */
export function describedTarget(target: string | null | undefined, { account, role }: ActsAs): string {
  const name = target ?? "";
  const more = [account, role].filter((part) => part && !name.includes(part));
  return more.length > 0 ? `${name} (${more.join(", ")})` : name;
}

/** Says for which target something is, and until when. @param what - `variables are set for` */
export function sayTarget(what: string, { actsAs, environment }: Results["environment"]): void {
  const { ACTAS_EXPIRATION, ACTAS_TARGET } = environment;
  const until = ACTAS_EXPIRATION ? `, until ${untilText(ACTAS_EXPIRATION)}` : "";
  say(`actas: ${what} ${describedTarget(ACTAS_TARGET, actsAs)}${until}`);
}
