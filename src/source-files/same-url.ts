import { DEFINITION_KINDS } from "./kinds/definition-kinds.ts";
import type { SignInKind } from "./source-definition.ts";
import { urlProblem } from "./source-url.ts";

/**
 * Whether two texts are the same URL of a source of this kind, however the host is spelled. A slash at the end of a
 * path counts, except in a start URL. Text that is not a URL of a source equals none.
 */
export function sameUrl(kind: SignInKind, one: string, other: string): boolean {
  if (urlProblem(one) || urlProblem(other)) return false;
  const { comparedUrl } = DEFINITION_KINDS[kind];
  return comparedUrl(one) === comparedUrl(other);
}
