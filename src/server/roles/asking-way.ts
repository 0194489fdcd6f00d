import type { ContextValue } from "../../iam-policies/condition-context.ts";
import type { AskedRole, ChosenForCall } from "../../trust-policies/call-context.ts";
import type { PersonKeys } from "../../trust-policies/compiled/clause.ts";
import { roleQuestion } from "../../trust-policies/role-question.ts";
import { type TrustQuestion, tokenQuestion } from "../../trust-policies/trust-question.ts";
import type { Person } from "../people/person.ts";
import type { MapAccount } from "./map-account.ts";
import type { RequestFactsOfRole } from "./role-map.ts";

/** What a session carries besides its name: each needs a right of its own. */
export interface SentWithRole {
  readonly tags: boolean;
  readonly sourceIdentity: boolean;
}

/** The server makes a token as an OpenID provider. */
export interface MintWay {
  readonly mode: "mint";
  /** Without `https://`, as policies name it. */
  readonly provider: string;
  readonly audience: string;
  readonly sends: SentWithRole;
}

/** People go to STS with the token of their own identity provider. */
export interface PassWay {
  readonly mode: "pass";
  /** Without `https://`, as policies name it. */
  readonly provider: string;
  readonly audience: string;
}

/** The server's own role assumes the role. */
export interface BrokerWay {
  readonly mode: "broker";
  readonly roleArn: string;
  readonly externalId?: string;
  /** Of AWS Organizations, if it is known. */
  readonly organizationId?: string;
  readonly sends: SentWithRole;
}

/** A way that STS is asked for a role. */
export type AskingWay = MintWay | PassWay | BrokerWay;

/** An issuer as policies name it. */
export function providerOf(issuer: string): string {
  return issuer.replace(/^https?:\/\//, "");
}

/** The condition keys by which people are told apart. A broker's calls have none. */
export function personKeys(way: AskingWay): PersonKeys {
  if (way.mode === "broker") return {};
  const groups = `${way.provider}:amr`;
  // The subject of a minted token names the role, too: nobody is found by it.
  return way.mode === "mint" ? { groups } : { groups, subject: `${way.provider}:sub` };
}

/** What is asked, as far as it is known. */
export interface RoleRequest {
  readonly person: Pick<Person, "subject">;
  readonly groups: readonly string[];
  readonly facts: RequestFactsOfRole;
  readonly at: Date;
}

/** The question that STS answers for a role of an account. */
export function questionOf(
  way: AskingWay,
  account: MapAccount,
  { at, facts, groups, person }: RoleRequest,
): TrustQuestion {
  const role: AskedRole = { accountId: account.id, partition: account.partition };
  const call: ChosenForCall = {
    at,
    ...(facts.sessionName !== undefined && { sessionName: facts.sessionName }),
    ...(facts.durationSeconds !== undefined && { durationSeconds: facts.durationSeconds }),
  };
  const session = {
    ...(facts.tags && { tags: facts.tags }),
    ...(facts.sourceIdentity !== undefined && { sourceIdentity: facts.sourceIdentity }),
  };
  switch (way.mode) {
    case "broker": {
      const { externalId } = facts;
      const { organizationId } = way;
      return roleQuestion(
        role,
        { arn: way.roleArn },
        {
          ...call,
          ...session,
          ...(externalId !== undefined && { externalId }),
          ...(organizationId !== undefined && { organizationId }),
        },
      );
    }
    case "mint":
    case "pass": {
      const { audience, provider } = way;
      const isPassed = way.mode === "pass";
      const sub = isPassed ? person.subject : facts.subject;
      const claims = { aud: audience, amr: groups, ...(sub !== undefined && { sub }), ...(isPassed ? {} : session) };
      // A provider that the account does not have knows no application.
      const clientIds = account.providers.get(provider) ?? [];
      return tokenQuestion(role, provider, claims, { ...call, clientIds });
    }
  }
}

/**
 * The same for nobody in particular: what differs from person to person and from call to call is unknown. What is sent is
 * known, so that the rights to it are asked for.
 */
export function questionOfAnybody(way: AskingWay, account: MapAccount): TrustQuestion {
  const sends = way.mode === "pass" ? { tags: false, sourceIdentity: false } : way.sends;
  const facts = {
    ...(sends.tags && { tags: { any: "" } }),
    ...(sends.sourceIdentity && { sourceIdentity: "" }),
    ...(way.mode === "broker" && way.externalId !== undefined && { externalId: way.externalId }),
  };
  const question = questionOf(way, account, { person: { subject: "" }, groups: [], facts, at: new Date(0) });
  const { groups, subject } = personKeys(way);
  const open = new Set(
    [groups, subject, way.mode === "mint" ? `${way.provider}:sub` : undefined, ...OF_CALL]
      .filter((key) => key !== undefined)
      .map((key) => key.toLowerCase()),
  );
  const isOpen = (key: string): boolean =>
    open.has(key) ||
    (sends.tags && (key === "aws:tagkeys" || key.startsWith("aws:requesttag/"))) ||
    (sends.sourceIdentity && key === "sts:sourceidentity");
  const context = (key: string): ContextValue => (isOpen(key.toLowerCase()) ? "unknown" : question.context(key));
  return { ...question, context };
}

const OF_CALL = ["aws:currenttime", "aws:epochtime", "sts:rolesessionname", "sts:durationseconds", "sts:externalid"];
