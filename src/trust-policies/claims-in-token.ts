import { z } from "zod/mini";
import type { TokenClaims } from "./trust-question.ts";

/** What a token says, unverified: enough to judge a policy, not to trust anyone. */
export interface ReadToken {
  /** The issuer without `https://`, as policies name it. */
  readonly provider: string;
  readonly claims: TokenClaims;
  /** Absent if the token does not say. */
  readonly expiration?: Date;
}

const TAGS = "https://aws.amazon.com/tags";
const SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

const Payload = z.looseObject({
  iss: z.string().check(z.regex(/^https:\/\/./)),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.optional(z.string()),
  amr: z.optional(z.union([z.string(), z.array(z.string())])),
  exp: z.optional(z.number()),
  [TAGS]: z.optional(z.looseObject({ principal_tags: z.optional(z.record(z.string(), z.array(z.string()))) })),
  [SOURCE_IDENTITY]: z.optional(z.string()),
});

/**
 * Reads a token of an OpenID provider without looking at its signature.
 *
 * @returns why it cannot be read, completing "cannot read …: "
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html, for the claims of AWS
 */
export function claimsInToken(text: string): ReadToken | string {
  const [, payload, ...more] = text.trim().split(".");
  if (payload === undefined || more.length !== 1) return "it is no token: three parts with dots between them";
  const read = Payload.safeParse(jsonIn(payload));
  if (!read.success)
    return `it is no ID token: ${read.error.issues[0]?.path.join(".") || "its second part"} is missing or not as it should be`;
  const { amr, aud, azp, exp, iss, sub, ...others } = read.data;
  const tags = others[TAGS]?.principal_tags ?? {};
  const sourceIdentity = others[SOURCE_IDENTITY];
  return {
    provider: iss.slice("https://".length),
    claims: {
      sub,
      aud,
      others,
      ...(azp !== undefined && { azp }),
      ...(amr !== undefined && { amr: [amr].flat() }),
      ...(sourceIdentity !== undefined && { sourceIdentity }),
      tags: Object.fromEntries(Object.entries(tags).map(([name, [text = ""]]) => [name, text])),
    },
    ...(exp !== undefined && { expiration: new Date(exp * 1000) }),
  };
}

function jsonIn(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
