import type { StatusReport } from "../../agent-api/status-report.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import type { LookedUp } from "../../requests/look-up.ts";
import { kindOf } from "../../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { sessionRule } from "../../targets/session-rule.ts";
import { askRunning } from "../asking/ask.ts";
import type { Output } from "../json/print-json.ts";
import { lookUpNamed, type NamingFlags } from "../target/look-up-named.ts";
import { lastingText } from "../text/lasting-text.ts";
import { untilText } from "../text/until-text.ts";

/** What is known about one target without asking AWS. */
export interface TargetStatus {
  readonly about: NonNullable<Output<"status">["target"]>;
  /** Of this target alone; absent when no agent runs. */
  readonly report: StatusReport | undefined;
  /** What the next command needs before it has credentials, in words; absent when they are held. */
  readonly next?: string;
}

/**
 * Whether the agent holds credentials of a target, and until when. Nothing is asked of AWS or of the user, and no agent
 * is started.
 *
 * @throws {ActasError} whatever a request for its credentials would be refused for before any call
 */
export async function targetStatus(target: string | undefined, flags: NamingFlags): Promise<TargetStatus> {
  const found = await lookUpNamed(target, flags);
  const request: CredentialRequest = { ...found.request, freshness: "cached" };
  const report = await askRunning({ request: "status", for: request });
  const held = report?.credentials.find(({ kind }) => kind === "credentials");
  const { expiration } = held ?? {};
  const asks = held ? "nothing" : nextQuestion(found.target, report);
  return {
    about: { ...described(found), held: held !== undefined, ...(expiration && { expiration }), asks },
    report,
    ...(!held && { next: inWords(asks, found.target) }),
  };
}

/** Lines for people: each end in words, and exactly. */
export function targetLines({ about, next, report }: TargetStatus): readonly string[] {
  const { account, expiration, role, source, target } = about;
  const held = report?.credentials ?? [];
  const programs = (report?.grants ?? []).map(({ pid, program }) => `${program} (pid ${pid})`);
  return [
    `target   ${target}`,
    `source   ${source}`,
    ...(role ? [`role     ${role}`] : []),
    ...(account ? [`account  ${account}`] : []),
    `ends     ${expiration ? exactly(expiration) : `nothing is held: ${next}`}`,
    ...held
      .filter(({ kind }) => kind === "sign-in")
      .map(({ expiration: end, label }) => `session  ${label}${end ? `, ends ${exactly(end)}` : ""}`),
    ...(report?.signIns ?? []).map((signIn) => `sign-in  ${signIn.source}, ${lastingText(signIn)}`),
    ...(programs.length > 0 ? [`used by  ${programs.join(", ")}`] : []),
  ];
}

function exactly(instant: string): string {
  return `${untilText(instant)} (${instant.replace(/\.\d+Z$/, "Z")})`;
}

function described({ account, target }: LookedUp): Omit<TargetStatus["about"], "asks" | "held"> {
  const { chain, name, source } = target;
  const kind = kindOf(source);
  const role = chain.at(-1)?.roleArn ?? kind.roleOf(source);
  return {
    target: name,
    source: kind.giver(source).replace(/^"(.*)"$/, "$1"),
    ...(role && { role }),
    ...(account && { account }),
  };
}

type Asks = TargetStatus["about"]["asks"];

function nextQuestion(target: ResolvedTarget, report: StatusReport | undefined): Asks {
  const kind = kindOf(target.source);
  if (kind.signInOf(target.source)) return report?.signIns.length ? "nothing" : "sign-in";
  const rule = sessionRule(target);
  const isHeld = rule === "session-token-first" && report?.credentials.some(({ kind }) => kind === "sign-in");
  const hasDevice = kind.userOf(target.source)?.serialNumber !== undefined;
  return hasDevice && rule !== "keys-as-they-are" && !isHeld ? "mfa-code" : "nothing";
}

function inWords(asks: Asks, { source }: ResolvedTarget): string {
  const kind = kindOf(source);
  if (asks === "sign-in") return `the next command has you sign in to ${kind.signInOf(source)?.id}`;
  if (asks === "mfa-code") return `the next command asks for a code of ${kind.userOf(source)?.serialNumber}`;
  return "the next command gets them without asking you";
}
