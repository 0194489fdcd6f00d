import type { Credentials } from "../base/credentials.ts";
import { Asker } from "../conversation/asker.ts";
import { Impatient } from "../conversation/impatient.ts";
import { codeWishes } from "../sources/code-wishes.ts";
import type { SourceTools } from "../sources/source.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { vend } from "./vend.ts";

/**
 * As {@link vend}, for as long as the request waits: it has its own patience, whoever else waits for the same. What is
 * under way goes on for the others.
 */
export async function vendWhileWaiting(target: ResolvedTarget, tools: SourceTools): Promise<Credentials> {
  const { conversation, request } = tools;
  using asker = new Asker(conversation, codeWishes(target, request));
  const refused = conversation instanceof Impatient ? [conversation.refused] : [];
  try {
    return await Promise.race([vend(target, { ...tools, conversation: asker }), asker.left, ...refused]);
  } catch (error) {
    throw asker.inOwnWords(error);
  }
}
