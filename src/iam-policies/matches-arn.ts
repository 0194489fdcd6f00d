import { covers, type Glob, segments } from "./glob.ts";
import { type Truth, truthOf, unknown } from "./truth.ts";

/** How many parts an ARN has. A pattern with fewer is completed by AWS. */
export const ARN_PARTS = 6;

/**
 * Whether the pattern of an ARN matches one. AWS compares them part by part, and lets a wildcard at the end of a part
 * reach over the colon. Where it matters which of both counts, that is not known here.
 *
 * @param written - the pattern as the policy has it
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: Glob, arn: Glob, written: string): Truth {
  const asText = covers(pattern, arn);
  return asText === matchesParts(pattern, segments(arn))
    ? truthOf(asText)
    : unknown(`how AWS reads the pattern ${written}`);
}

/** Whether each part of an ARN is matched by the same part of a pattern, if the pattern has it. */
export function matchesParts(pattern: Glob, arn: readonly Glob[]): boolean {
  const wanted = segments(pattern);
  return arn.every((part, index) => index >= wanted.length || covers(wanted[index] ?? [], part));
}
