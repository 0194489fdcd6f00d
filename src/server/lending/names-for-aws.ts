import { SHA256 } from "bun";
import type { Person } from "../people/person.ts";
import type { KnownRole } from "../roles/role-map.ts";

/** How a loan is called in AWS, so that CloudTrail leads back to the person and to the audit trail. */
export interface NamesForAws {
  /** For people who read CloudTrail. */
  readonly sessionName: string;
  /** Never two people's, and never changed: the subject, not the name that a person may choose. */
  readonly sourceIdentity: string;
  /** `sub` of a minted token. */
  readonly subject: string;
  readonly tags: SessionTags;
}

/** Tags of a session, which policies see as `aws:PrincipalTag/…`. Keys have a prefix, so that nobody's words become another. */
export interface SessionTags {
  /** What tells who it is: sent always. */
  readonly identity: Readonly<Record<string, string>>;
  /** What may be left out where AWS has no room for it; the audit trail has it all the same. */
  readonly optional: Readonly<Record<string, string>>;
}

export function namesForAws(
  person: Pick<Person, "issuer" | "subject" | "name">,
  role: Pick<KnownRole, "accountId" | "name">,
  { requestId, reason }: { readonly requestId: string; readonly reason?: string },
): NamesForAws {
  const sourceIdentity = nameForAws(person.subject);
  return {
    sessionName: sessionNameOf(person.name),
    sourceIdentity,
    subject: `${role.accountId}:${role.name}:${sourceIdentity}`,
    tags: {
      identity: { "actas:user": nameInTag(person.name) },
      optional: { "actas:request": requestId, ...(reason && { "actas:reason": tagValue(reason) }) },
    },
  };
}

/** The name of the sessions of whoever is called so. Names may be anyone's choice: none is what another's is changed to. */
export function sessionNameOf(name: string): string {
  return LOOKS_HASHED.test(name) ? changed(name) : nameForAws(name);
}

const MOST_CHARACTERS = 64;
const HASH_CHARACTERS = 12;
const LOOKS_HASHED = /-[\da-f]{12}$/;

/**
 * A text as AWS takes it for a session's name or a source identity: as it is where it can be. What is changed or cut
 * ends with a hash of the whole, so that two texts never become one.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function nameForAws(text: string): string {
  return /^[\w+=,.@-]{2,64}$/.test(text) ? text : changed(text);
}

function changed(text: string): string {
  const kept = Array.from(text, (sign) => (/[\w+=,.@-]/.test(sign) ? sign : "-")).join("");
  return `${kept.slice(0, MOST_CHARACTERS - HASH_CHARACTERS - 1)}-${hashOf(text)}`;
}

function hashOf(text: string): string {
  return SHA256.hash(text, "hex").slice(0, HASH_CHARACTERS);
}

const MOST_IN_TAG = 256;

/** Policies may compare the tag: what is changed, or looks as if it had been, ends with a hash of the whole. */
function nameInTag(name: string): string {
  const value = tagValue(name);
  if (value === name && !LOOKS_HASHED.test(name)) return value;
  const kept = Array.from(value).slice(0, MOST_IN_TAG - HASH_CHARACTERS - 1);
  return `${kept.join("")}-${hashOf(name)}`;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know */
function tagValue(text: string): string {
  return Array.from(text.replace(/\s+/gu, " "), (sign) => (/[\p{L}\p{Zs}\p{N}_.:/=+\-@]/u.test(sign) ? sign : "_"))
    .slice(0, MOST_IN_TAG)
    .join("")
    .trim();
}
