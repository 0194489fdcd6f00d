import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { isLike } from "../is-like.ts";
import { areForIt } from "../sts/trust.ts";

const Texts = z.union([z.string(), z.array(z.string())]).transform((texts) => [texts].flat());

/** The part of IAM's policy language that session policies need here; conditions are not among it. */
const Document = z.strictObject({
  Version: z.enum(["2008-10-17", "2012-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z
    .union([z.looseObject({}), z.array(z.looseObject({}))])
    .transform((statements) => [statements].flat())
    .pipe(
      z.array(
        z.strictObject({
          Sid: z.string().optional(),
          Effect: z.enum(["Allow", "Deny"]),
          Action: Texts,
          Resource: Texts,
        }),
      ),
    ),
});

/** What a session may do at most: its role's permissions, which here are all, cut down by this. */
export type SessionPolicy = z.output<typeof Document>;

/** AWS's limit for the text. */
export const MOST_CHARACTERS = 2048;

/**
 * Reads the `Policy` of AssumeRole and its siblings.
 *
 * @throws {AwsError} `MalformedPolicyDocument`, also for what AWS knows and the sandbox does not
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export function sessionPolicyOf(parameters: URLSearchParams): SessionPolicy | undefined {
  const text = parameters.get("Policy");
  if (text === null) return undefined;
  if (text.length > MOST_CHARACTERS) {
    throw new AwsError("PackedPolicyTooLarge", "Packed size of session policy consumes more than 100% of its quota.");
  }
  try {
    return Document.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : "This policy contains invalid Json";
    throw new AwsError("MalformedPolicyDocument", why);
  }
}

/** What a call does, and with what: `iam:ListRoles`, and an ARN or `*`. */
export interface Doing {
  readonly action: string;
  readonly resource: string;
}

/** Whether a session policy lets its session do that. */
export function allows(policy: SessionPolicy, { action, resource }: Doing): boolean {
  const about = policy.Statement.filter(
    ({ Action, Resource }) =>
      Action.some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) &&
      Resource.some((pattern) => isLike(pattern, resource)),
  );
  return areForIt(about);
}
