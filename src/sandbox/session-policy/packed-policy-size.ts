import type { SessionFacts } from "../sts/session-facts.ts";
import { MOST_CHARACTERS } from "./session-policy.ts";

/**
 * How much of their room a session policy and tags take, in percent; undefined without any. AWS packs them in a way that it
 * does not publish: here each character takes one.
 */
export function packedPolicySize(parameters: URLSearchParams, { tags }: SessionFacts): number | undefined {
  const policy = parameters.get("Policy") ?? "";
  const characters = policy.length + Object.entries(tags ?? {}).join("").length;
  return characters === 0 ? undefined : Math.ceil((100 * characters) / MOST_CHARACTERS);
}
