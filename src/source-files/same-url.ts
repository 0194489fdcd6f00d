import { DEFINITION_KINDS } from "./kinds/definition-kinds.ts";
import type { SignInKind } from "./source-definition.ts";
import { urlProblem } from "./source-url.ts";

/**
 * Whether two texts are one URL of a source of this kind, however the host is spelled. The slash at the end of a path
 * counts, but not in a start URL. What is no URL of a source is like no other.
 */
export function sameUrl(kind: SignInKind, one: string, other: string): boolean {
  if (urlProblem(one) || urlProblem(other)) return false;
  const { comparedUrl } = DEFINITION_KINDS[kind];
  return comparedUrl(one) === comparedUrl(other);
}
