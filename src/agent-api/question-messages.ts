import type { Answer, Question, QuestionKind, Topic } from "../conversation/question.ts";
import type { FromAgent, Reply } from "./messages.ts";

/** How a kind of question crosses the socket. */
interface Wire<K extends QuestionKind> {
  /** Written by the agent. */
  readonly asked: (id: number, question: Question<K>) => FromAgent;
  /** Read by the client; undefined when it is another message. */
  readonly read: (message: FromAgent) => Question<K> | undefined;
  /** Written by the client; undefined where the agent learns the answer elsewhere. */
  readonly reply: (id: number, answer: Answer<K>) => Reply | undefined;
  /** Read by the agent. */
  readonly answer: (reply: Reply) => Answer<K>;
}

const WIRE: { readonly [K in QuestionKind]: Wire<K> } = {
  "mfa-code": {
    asked: (id, { kind: _, ...question }) => ({ type: "ask", id, question }),
    read: (message) => (message.type === "ask" ? { ...message.question, kind: "mfa-code" } : undefined),
    reply: (id, code) => ({ type: "code", id, code }),
    answer: (reply) => (reply.type === "code" ? reply.code : ""),
  },
  "oath-password": {
    asked: (id, { kind: _, ...key }) => ({ type: "ask-password", id, key }),
    read: (message) => (message.type === "ask-password" ? { ...message.key, kind: "oath-password" } : undefined),
    reply: (id, password) => ({ type: "password", id, password }),
    answer: (reply) => (reply.type === "password" ? reply.password : ""),
  },
  passphrase: {
    asked: (id, { kind: _, ...kept }) => ({ type: "ask-passphrase", id, kept }),
    read: (message) => (message.type === "ask-passphrase" ? { ...message.kept, kind: "passphrase" } : undefined),
    reply: (id, password) => ({ type: "password", id, password }),
    answer: (reply) => (reply.type === "password" ? reply.password : ""),
  },
  "sign-in": {
    asked: (id, { kind: _, ...page }) => ({ type: "open-page", id, page }),
    read: (message) => (message.type === "open-page" ? { ...message.page, kind: "sign-in" } : undefined),
    reply: (id, url) => (url === undefined ? undefined : { type: "callback", id, url }),
    answer: (reply) => (reply.type === "callback" ? reply.url : undefined),
  },
};

/** The message that asks a question. */
export function asked<K extends QuestionKind>(id: number, question: Question<K>): FromAgent {
  return WIRE[question.kind].asked(id, question);
}

/** The question that a message asks; undefined when it asks none. */
export function questionIn(message: FromAgent): Question | undefined {
  for (const { read } of Object.values(WIRE)) {
    const question = read(message);
    if (question) return question;
  }
  return undefined;
}

/** The reply to a question; undefined where there is none. */
export function replyTo<K extends QuestionKind>(kind: K, id: number, answer: Answer<K>): Reply | undefined {
  return WIRE[kind].reply(id, answer);
}

/** The answer in a reply to a question of this kind. */
export function answerIn<K extends QuestionKind>(kind: K, reply: Reply): Answer<K> {
  return WIRE[kind].answer(reply);
}

/** The question that another client is asked; undefined for a kind that only a newer agent knows. */
export function topicIn({
  elsewhere: _,
  ...topic
}: Extract<FromAgent, { type: "waiting" }>["pending"]): Topic | undefined {
  return topic.kind in WIRE ? topic : undefined;
}
