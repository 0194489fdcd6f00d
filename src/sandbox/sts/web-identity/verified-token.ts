import { compactVerify, createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload } from "jose";
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import type { MadeUpAws } from "../../made-up-aws.ts";
import type { SessionFacts } from "../session-facts.ts";
import { noKey, publishedKeys } from "./published-keys.ts";

/** What AWS takes from a token that it has verified. */
export interface VerifiedToken {
  /** The issuer as ARNs and condition keys name it: without `https://`. */
  readonly provider: string;
  readonly aud: string;
  readonly sub: string;
  readonly amr?: string | readonly string[];
  /** What the token wants the session to carry. */
  readonly session: SessionFacts;
}

const TAGS = "https://aws.amazon.com/tags";
const SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";
const Tags = z.object({
  principal_tags: z.record(z.string(), z.array(z.string()).length(1)).default({}),
  transitive_tag_keys: z.array(z.string()).default([]),
});

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
const ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];
const DAY_SECONDS = 86_400;

/**
 * Verifies an OpenID Connect token as AWS does: with the keys that the provider publishes, for the audiences that the
 * account has registered for it.
 *
 * @throws {AwsError} `InvalidIdentityToken`, `ExpiredTokenException`, `IDPCommunicationError`
 */
export async function verifiedToken(token: string, accountId: string, aws: MadeUpAws): Promise<VerifiedToken> {
  const claims = decoded(token);
  const { iss = "" } = claims;
  const provider = aws.accounts.providersIn(accountId).find((one) => one.url === iss);
  if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${iss}`);
  await checkSignature(token, await publishedKeys(iss));
  checkTimes(claims, Math.floor(aws.now() / 1000));
  const audiences = [claims.azp ?? claims.aud ?? []].flat().filter((one) => typeof one === "string");
  const aud = audiences.find((one) => provider.clientIds.includes(one));
  if (aud === undefined) throw invalid("Incorrect token audience");
  if (!claims.sub) throw invalid("Missing a required claim: sub");
  const amr = claims.amr as VerifiedToken["amr"];
  const provided = { provider: iss.replace(/^\w+:\/\//, ""), aud, sub: claims.sub, session: sessionOf(claims) };
  return { ...provided, ...(amr !== undefined && { amr }) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp */
function sessionOf(claims: JWTPayload): SessionFacts {
  const { [SOURCE_IDENTITY]: sourceIdentity, [TAGS]: claimed } = claims;
  const tags = claimed === undefined ? undefined : Tags.safeParse(claimed);
  if (tags?.error) throw invalid("The tags of the token are not what AWS takes");
  const { principal_tags: principal = {}, transitive_tag_keys: transitiveTags = [] } = tags?.data ?? {};
  const flat = Object.fromEntries(Object.entries(principal).map(([key, [value = ""]]) => [key, value]));
  return {
    ...(typeof sourceIdentity === "string" && { sourceIdentity }),
    ...(Object.keys(flat).length > 0 && { tags: flat }),
    ...(transitiveTags.length > 0 && { transitiveTags }),
  };
}

function decoded(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
  }
}

async function checkSignature(token: string, keys: JSONWebKeySet): Promise<void> {
  try {
    await compactVerify(token, createLocalJWKSet(keys), { algorithms: ALGORITHMS });
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) throw noKey();
    throw invalid("The signature of the ID Token could not be validated");
  }
}

function checkTimes({ exp, iat }: JWTPayload, now: number): void {
  if (exp === undefined) throw invalid("Missing a required claim: exp");
  if (iat === undefined) throw invalid("Missing a required claim: iat");
  if (exp <= now) throw expired(`current date/time ${now} must be before the expiration date/time ${exp}`);
  if (iat > now + 300) throw invalid("Token issued in the future");
  if (iat <= now - DAY_SECONDS) throw expired(`current date/time ${now} must be within a day of ${iat}`);
}

function expired(why: string): AwsError {
  return new AwsError("ExpiredTokenException", `Token expired: ${why}`);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidIdentityToken", message);
}
