import type { ActasError } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import { PRIVATE_HEADERS } from "../../http/first-browser.ts";
import { JSON_HEADERS } from "../../http/refusal.ts";
import type { ServingQuestion } from "../../page/serving-page-state.ts";
import type { Outcome } from "./serving-actions.ts";

/** The header by which clients of aws-runas learn what is asked for. */
const ASKS_FOR = "x-awsrunas-authentication-type";

export function textAnswer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8", ...PRIVATE_HEADERS } });
}

export function jsonAnswer(value: unknown): Response {
  return new Response(jsonText(value, "one-line"), {
    headers: { ...PRIVATE_HEADERS, ...Object.fromEntries(JSON_HEADERS) },
  });
}

/** The answer to what was wanted: `done` of what is done, and what there is to say otherwise. */
export async function outcomeAnswer(outcome: Outcome, done: () => Response | Promise<Response>): Promise<Response> {
  if (outcome.kind === "done") return done();
  return outcome.kind === "asked" ? askingAnswer(outcome.question) : errorAnswer(outcome.error);
}

/** Usual mistakes of the client are 400 where `mistake` says so. */
export function errorAnswer(error: ActasError, mistake: 400 | 500 = 500): Response {
  const isMistake = error.code === "usage" || error.code === "profile-not-found" || error.code === "configuration";
  return textAnswer(isMistake ? mistake : 500, [error.message, ...error.hints].join("; "));
}

/** The page of a sign-in is in the answer, for a program that can open it. */
function askingAnswer(question: ServingQuestion): Response {
  const isCode = question.kind === "mfa-code";
  const body = isCode
    ? {}
    : {
        username: "",
        source: question.source,
        url: question.url,
        ...(question.userCode !== undefined && { user_code: question.userCode }),
      };
  const answer = jsonAnswer(body);
  const headers = new Headers(answer.headers);
  headers.set(ASKS_FOR, isCode ? "MFA" : "AUTH");
  return new Response(answer.body, { status: 401, headers });
}
