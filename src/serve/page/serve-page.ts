import { jsonText } from "../../base/printable.ts";
import { PRIVATE_HEADERS } from "../../http/first-browser.ts";
import { JSON_HEADERS } from "../../http/refusal.ts";
import { LinkedPage, type OpenedPage, type PathRoutes } from "../../page/linked-page.ts";
import { OPENED_AGAIN } from "../../page/opened-again.ts";
import { chooseAnswer, doneAnswer, findAnswer, stateAnswer } from "../../page/page-answers.ts";
import { pageDocument } from "../../page/page-document.ts";
import { SERVING_SCRIPT } from "../../page/page-scripts.ts";
import type { ServingPageState } from "../../page/serving-page-state.ts";
import { profileRoutes } from "./profile-routes.ts";
import type { ServingActions } from "./serving-actions.ts";

/** A page that is looked at for hours need not hear of everything at once. */
const LOOK_MS = 150;

export interface ServePageParts {
  readonly actions: ServingActions;
  /** Gets what no answer should tell. */
  readonly onError: (error: unknown) => void;
  /** Called with a link that has opened the page. */
  readonly opened?: (link: string) => void;
}

/** The page of `actas serve`, and its interface for programs, on a port of their own. */
export class ServePage extends LinkedPage<ServingPageState> {
  /** @throws {ActasError} `system` */
  constructor({ actions, onError, opened }: ServePageParts) {
    super({
      folder: "/serve/",
      programs: "served",
      entrances: ["/", "/index.html"],
      lookMs: LOOK_MS,
      state: () => actions.state(),
      moved: (state) => ({ ...state, doing: OPENED_AGAIN }),
      opened: (link) => {
        actions.opened();
        opened?.(link);
      },
      document: (found, request) => (wantsJson(request) ? sessionAnswer(found) : page(found)),
      routes: serveRoutes(actions),
      onError,
    });
  }
}

/** Everything that needs a session, by path and method. */
export function serveRoutes(actions: ServingActions): Readonly<Record<string, PathRoutes<ServingPageState>>> {
  return {
    "/state": { POST: ({ stream }) => stateAnswer(stream, actions.state()) },
    "/find": { POST: ({ request }) => findAnswer(request, (search) => actions.find(search)) },
    "/choose": { POST: ({ request }) => chooseAnswer(request, (key) => actions.choose(key)) },
    "/cancel": {
      POST: () => {
        actions.cancel();
        return doneAnswer();
      },
    },
    ...profileRoutes(actions),
  };
}

function page(opened: OpenedPage): Response {
  return pageDocument({
    ...opened,
    title: "What is served",
    script: SERVING_SCRIPT,
    withoutScript: "<code>actas serve status</code> says in the terminal what is served.",
  });
}

/** What a program gets in place of the page. */
function sessionAnswer({ again, session }: OpenedPage): Response {
  const body = jsonText({ session: session.reveal(), again }, "one-line");
  return new Response(body, { headers: { ...PRIVATE_HEADERS, ...Object.fromEntries(JSON_HEADERS) } });
}

function wantsJson({ headers }: Request): boolean {
  return headers.get("accept") === "application/json";
}
