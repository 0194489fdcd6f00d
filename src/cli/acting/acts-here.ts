import type { StatusReport } from "../../agent-api/status-report.ts";
import type { Environment } from "../../base/environment.ts";
import { isNothingAt } from "../../files/is-nothing-at.ts";
import type { Mode } from "../../settings/limits.ts";
import { untilText } from "../text/until-text.ts";
import { actingNow } from "./acting-now.ts";

/** What this shell, or this program, acts as by the hand of actas; nobody is asked for it. */
export interface ActsHere {
  /** `ended`: its grant has, or its keys have. `nothing`: perhaps it acts by other means. */
  readonly state: "acting" | "ended" | "nothing";
  readonly target?: string;
  /** From an endpoint that renews them, in variables, or in a file that is kept fresh. */
  readonly mode?: Mode;
  /** RFC 3339. Of credentials that are renewed, the end of those that the agent holds, if it is known. */
  readonly expiration?: string;
}

/** @param report - of the agent, if one runs */
export function actsHere(environment: Environment, report?: StatusReport, now = Date.now()): ActsHere {
  const acting = actingNow(environment);
  if ((acting?.kind === "endpoint" || acting?.kind === "file") && acting.target) {
    const { kind, target } = acting;
    const file = kind === "file" ? acting.path : acting.tokenFile;
    const held = report?.credentials.find((entry) => entry.kind === "credentials" && entry.label === target);
    const state = file && isNothingAt(file) ? "ended" : "acting";
    const mode = kind === "file" ? "file" : "container";
    return { state, target, mode, ...(held?.expiration && { expiration: held.expiration }) };
  }
  if (acting?.kind !== "keys" || !acting.target) return { state: "nothing" };
  const { expiration, target } = acting;
  const state = expiration && Date.parse(expiration) <= now ? "ended" : "acting";
  return { state, target, mode: "env", ...(expiration && { expiration }) };
}

/** The same in words, for people. */
export function actsHereText({ expiration, mode, state, target }: ActsHere): string {
  if (state === "nothing") return "acts as no target";
  if (mode === "env") {
    if (!expiration) return `keys of ${target}, which nothing renews`;
    return `keys of ${target}, which ${state === "ended" ? "ended" : "end"} ${untilText(expiration)}`;
  }
  return state === "ended" ? `acted as ${target}: its grant has ended` : `acts as ${target}, renewed by itself`;
}
