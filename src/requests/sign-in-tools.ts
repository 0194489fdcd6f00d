import type { Request } from "../agent-api/messages.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { Impatient } from "../conversation/impatient.ts";
import { fixedPort, type SignedInTools } from "../sources/signed-in.ts";
import type { RequestTools } from "./request-tools.ts";

/** What signing in works with, in every request. */
export type SignInParts = Pick<RequestTools, "cache" | "clock" | "flights" | "signIns">;

type About = Pick<Extract<Request, { request: "login" }>, "environment" | "interaction" | "grantType">;

/** What signing in works with, for a request that says whether a person may be asked. @throws {ActasError} `usage` */
export function signInTools(
  { cache, clock, flights, signIns }: SignInParts,
  { environment, interaction, grantType }: About,
  conversation: Conversation,
): SignedInTools {
  return {
    ...{ cache, clock, flights, signIns },
    conversation: interaction === "allowed" ? conversation : new Impatient("anybody", "this command may not ask"),
    ...fixedPort(environment),
    ...(grantType && { grantType }),
  };
}
