import { Secret } from "../../../base/secret.ts";
import type { NamesForAws } from "../names-for-aws.ts";
import { ALGORITHM, type SigningKey } from "./signing-key.ts";

/** Audience of every token that is minted, and of nothing else here. */
export const AWS_AUDIENCE = "sts.amazonaws.com";

/** It is used at once, and never leaves this server but to STS. */
const LIFETIME_SECONDS = 120;

export interface Mint {
  readonly issuer: string;
  readonly key: SigningKey;
  readonly names: NamesForAws;
  /** The one group that grants the role, or none: no token says more about a person than it needs. */
  readonly groups: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
  readonly id: string;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly now: number;
}

/**
 * Makes a token for one role and one person, that STS takes for its credentials.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export async function mintToken({ issuer, key, names, groups, tags, sourceIdentity, id, now }: Mint): Promise<Secret> {
  const issuedAt = Math.floor(now / 1000);
  const claims = {
    iss: issuer,
    sub: names.subject,
    aud: AWS_AUDIENCE,
    iat: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
    jti: id,
    ...(groups.length > 0 && { amr: groups }),
    ...(Object.keys(tags).length > 0 && { "https://aws.amazon.com/tags": { principal_tags: asLists(tags) } }),
    ...(sourceIdentity !== undefined && { "https://aws.amazon.com/source_identity": sourceIdentity }),
  };
  const signed = `${encoded({ alg: ALGORITHM, kid: key.kid, typ: "JWT" })}.${encoded(claims)}`;
  return new Secret(`${signed}.${Buffer.from(await key.sign(signed)).toString("base64url")}`);
}

function asLists(tags: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]]));
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
