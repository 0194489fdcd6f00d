import type { Request, Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { problemsOf } from "../source-files/source-definitions.ts";
import { messageOf, withoutSource } from "./held-sign-ins.ts";
import { definitionsIn } from "./known-sources.ts";
import type { Readers } from "./read-files.ts";
import type { RequestTools } from "./request-tools.ts";

/** All sources that can be signed in to, with the sign-in if there is one; and the sign-ins whose source is gone. */
export async function sources(
  tools: Readers & Pick<RequestTools, "recall" | "signIns">,
  { environment }: Extract<Request, { request: "sources" }>,
  conversation: Conversation,
): Promise<Results["sources"]> {
  const { signIns } = tools;
  await tools.recall?.(conversation, "nothing");
  const held = signIns.list();
  try {
    const definitions = await definitionsIn(tools, environment);
    return {
      sources: definitions.sources.map((source) => messageOf(source, signIns.get(signInKey(source)))),
      gone: withoutSource(held, definitions.sources),
      problems: problemsOf(definitions),
    };
  } catch (error) {
    if (held.length === 0 || !(error instanceof ActasError)) throw error;
    return { sources: [], gone: withoutSource(held, []), problems: [error.message] };
  }
}
