import { ActasError } from "../base/errors.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import { personRequired } from "../conversation/person-required.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { SignIn } from "./sign-ins.ts";

/** Somebody signed in to the same source in another way while a page was shown. */
class SignedInElsewhere extends Error {
  override readonly name = "SignedInElsewhere";
  readonly signIn: SignIn;

  constructor(signIn: SignIn) {
    super();
    this.signIn = signIn;
  }
}

/** The same conversation, whose page is over when somebody has signed in elsewhere. */
export function untilElsewhere(conversation: Conversation, elsewhere: Promise<SignIn>): Conversation {
  const over = elsewhere.then((signIn): never => {
    throw new SignedInElsewhere(signIn);
  });
  over.catch(() => {});
  return {
    ask: (question, signal) => conversation.ask(question, signal),
    openPage: (page, signal) => Promise.race([conversation.openPage(page, signal), over]),
    ...(conversation.surroundings && { surroundings: () => conversation.surroundings!() }),
    waiting: (pending) => conversation.waiting(pending),
    wentOn: () => conversation.wentOn?.(),
    tell: (notice) => conversation.tell(notice),
  };
}

/**
 * Signs in while a page is shown, and tells others what they wait for.
 *
 * @throws {ActasError} `sign-in-required` when nobody can be shown the page, `cancelled` when the user said no
 */
export async function withPage(
  { id }: SourceDefinition,
  conversation: Conversation,
  signIn: (conversation: Conversation) => Promise<SignIn>,
): Promise<SignIn> {
  conversation.waiting({ kind: "sign-in", source: id });
  try {
    return await signIn(conversation);
  } catch (error) {
    if (error instanceof SignedInElsewhere) return error.signIn;
    if (error instanceof CannotAsk) throw personRequired({ kind: "sign-in", source: id }, error.reason);
    throw error instanceof ActasError && error.code === "cancelled" ? cancelled(id) : error;
  } finally {
    conversation.wentOn?.();
  }
}

function cancelled(id: string): ActasError {
  return new ActasError("cancelled", `cannot sign in to "${id}": it was cancelled at the page`);
}
