import type { Request } from "../agent-api/messages.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { Impatient } from "../conversation/impatient.ts";
import { MAY_NOT_ASK } from "../conversation/may-not-ask.ts";
import type { Limits } from "../settings/limits.ts";
import { fixedPort } from "../sources/fixed-port.ts";
import type { SignedInTools } from "../sources/signed-in.ts";
import type { RequestTools } from "./request-tools.ts";

/** The tools for signing in that are the same in every request. */
export type SignInParts = Pick<RequestTools, "cache" | "clock" | "flights" | "recall" | "signIns">;

type About = Pick<Extract<Request, { request: "login" }>, "environment" | "interaction" | "grantType">;

/**
 * The tools for signing in for a request, which says whether to ask a person.
 *
 * @param limits - what settings allow; absent: everything
 * @throws {ActasError} `usage`
 */
export function signInTools(
  { cache, clock, flights, recall, signIns }: SignInParts,
  { environment, interaction, grantType }: About,
  conversation: Conversation,
  limits?: Limits,
): SignedInTools {
  return {
    ...{ cache, clock, flights, signIns },
    ...(recall && { recall }),
    conversation: interaction === "allowed" ? conversation : new Impatient("anybody", MAY_NOT_ASK),
    ...fixedPort(environment),
    ...(grantType && { grantType }),
    ...(limits && { allowedGrants: limits.grants }),
  };
}
