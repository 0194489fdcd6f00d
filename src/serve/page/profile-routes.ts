import { ActasError } from "../../base/errors.ts";
import type { PathRoutes } from "../../page/linked-page.ts";
import type { ServingPageState } from "../../page/serving-page-state.ts";
import { type CustomRole, customRole } from "./custom-role.ts";
import type { CodeOutcome, ServingActions } from "./serving-actions.ts";
import { errorAnswer, jsonAnswer, outcomeAnswer, textAnswer } from "./text-answers.ts";

const MOST_NAME_BYTES = 256;

/** The interface that programs for aws-runas know: paths, methods, statuses and bodies are theirs. */
export function profileRoutes(actions: ServingActions): Readonly<Record<string, PathRoutes<ServingPageState>>> {
  const served = async (): Promise<Response> => {
    const profile = await actions.profile();
    return profile ? jsonAnswer(profile) : textAnswer(500, "profile not set");
  };
  return {
    "/list-roles": { GET: () => orWhyNot(async () => jsonAnswer((await actions.profileNames()).withRole)) },
    "/list-profiles": { GET: () => orWhyNot(async () => jsonAnswer((await actions.profileNames()).others)) },
    "/profile": {
      GET: () => orWhyNot(served),
      POST: async ({ request }) => {
        const name = await request.text();
        if (Buffer.byteLength(name) > MOST_NAME_BYTES) return textAnswer(400, "the name is longer than 256 bytes");
        if (name === "") return textAnswer(400, "the body has to be the name of a target");
        return orWhyNot(async () => outcomeAnswer(await actions.switchTo(name), served));
      },
    },
    "/refresh": {
      POST: () => orWhyNot(async () => outcomeAnswer(await actions.refresh(), () => textAnswer(200, "success"))),
    },
    "/auth": {
      POST: async ({ request }) => {
        const form = await formOf(request);
        if (!form?.has("username") || !form.has("password"))
          return textAnswer(400, "the form has to have `username` and `password`");
        return textAnswer(
          501,
          "no source of actas takes a password: sign in on the page that the answer of `/profile` names",
        );
      },
    },
    "/mfa": {
      POST: async ({ request }) => {
        const code = (await formOf(request))?.get("mfa");
        return code === undefined || code === null
          ? textAnswer(400, "the form has to have `mfa`")
          : codeAnswer(await actions.code(code));
      },
    },
    "/profile/custom": {
      POST: ({ request }) =>
        withRole(request, async (role) => outcomeAnswer(await actions.serveRole(role), () => textAnswer(200, ""))),
      PUT: ({ request }) =>
        withRole(request, async (role, form) => {
          const outcome = await actions.saveRole(form.get("profile-name")?.trim() ?? "", role);
          return outcome.kind === "failed"
            ? errorAnswer(outcome.error, 400)
            : outcomeAnswer(outcome, () => textAnswer(200, ""));
        }),
    },
  };
}

/** Clients of aws-runas take each 401 here for a wrong code. */
function codeAnswer(outcome: CodeOutcome): Response {
  if (outcome.kind === "done") return textAnswer(200, "");
  if (outcome.kind === "not-a-code") return textAnswer(400, "a code has six digits");
  if (outcome.kind === "unasked") return textAnswer(400, "no code is asked for");
  // The code was good, and something else is asked for next.
  if (outcome.kind === "asked" && outcome.question.kind === "sign-in") return textAnswer(200, "");
  if (outcome.kind === "asked") return textAnswer(401, "AWS does not accept this code");
  return textAnswer(401, outcome.error.message);
}

async function withRole(
  request: Request,
  work: (role: CustomRole, form: URLSearchParams) => Promise<Response>,
): Promise<Response> {
  const form = await formOf(request);
  if (!form) return textAnswer(400, "the body has to be a form");
  const role = customRole(form);
  return typeof role === "string" ? textAnswer(400, role) : orWhyNot(() => work(role, form));
}

async function orWhyNot(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ActasError) return errorAnswer(error);
    throw error;
  }
}

/** The fields of a form. Undefined: the body is none. */
async function formOf(request: Request): Promise<URLSearchParams | undefined> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  return type === "application/x-www-form-urlencoded" ? new URLSearchParams(await request.text()) : undefined;
}
