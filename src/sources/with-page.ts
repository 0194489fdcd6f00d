import { ActasError } from "../base/errors.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import { personRequired } from "../conversation/person-required.ts";
import type { SignInKind, SourceDefinition } from "../source-files/source-definition.ts";
import { isOfKind, type SignIn } from "./sign-ins.ts";

/** The user signed in to the same source in another way while a page was shown. */
class SignedInElsewhere extends Error {
  override readonly name = "SignedInElsewhere";
  readonly signIn: SignIn;

  constructor(signIn: SignIn) {
    super();
    this.signIn = signIn;
  }
}

/** The same conversation, whose questions are over when the user has signed in elsewhere. */
export function untilElsewhere(conversation: Conversation, elsewhere: Promise<SignIn>): Conversation {
  const over = elsewhere.then((signIn): never => {
    throw new SignedInElsewhere(signIn);
  });
  over.catch(() => {});
  return {
    waiters: conversation.waiters,
    ask: (question, signal) => Promise.race([conversation.ask(question, signal), over]),
    refuses: (kind) => conversation.refuses(kind),
    waiting: (topic, asked) => conversation.waiting(topic, asked),
    wentOn: () => conversation.wentOn(),
    securityKey: (state) => conversation.securityKey(state),
    tell: (notice) => conversation.tell(notice),
    detail: (step) => conversation.detail(step),
    surroundings: () => conversation.surroundings(),
  };
}

/**
 * Signs in while a page is shown, and tells other commands what they wait for.
 *
 * @throws {ActasError} `sign-in-required` when no user can be shown the page, `cancelled` when the user said no
 */
export async function withPage<K extends SignInKind>(
  { id, kind }: SourceDefinition<K>,
  conversation: Conversation,
  signIn: (conversation: Conversation) => Promise<SignIn<K>>,
): Promise<SignIn<K>> {
  const topic = { kind: "sign-in", source: id } as const;
  conversation.waiting(topic, "here");
  try {
    return await signIn(conversation);
  } catch (error) {
    if (error instanceof SignedInElsewhere && isOfKind(error.signIn, kind)) return error.signIn;
    if (error instanceof CannotAsk) throw personRequired(topic, error.reason);
    throw error instanceof ActasError && error.code === "cancelled" ? cancelled(id) : error;
  } finally {
    conversation.wentOn();
  }
}

function cancelled(id: string): ActasError {
  return new ActasError("cancelled", `cannot sign in to "${id}": it was cancelled at the page`);
}
