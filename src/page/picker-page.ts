import { LinkedPage } from "./linked-page.ts";
import { OPENED_AGAIN } from "./opened-again.ts";
import { chooseAnswer, doneAnswer, findAnswer, stateAnswer } from "./page-answers.ts";
import { pageDocument } from "./page-document.ts";
import { PICKER_SCRIPT } from "./page-scripts.ts";
import type { PageFound, PageSearch, PageState } from "./page-state.ts";

/** What the page asks of the command behind it. */
export interface PageActions {
  /** Called when a link has opened the page. */
  opened(link: string): void;
  state(): PageState;
  find(search: PageSearch): PageFound;
  choose(key: string): void;
  leave(): void;
}

/** The page of the picker on loopback. */
export class PickerPage extends LinkedPage<PageState> {
  /** @throws {ActasError} `system` */
  constructor(actions: PageActions) {
    super({
      folder: "/pick/",
      programs: "refused",
      state: () => actions.state(),
      moved: (state) => ({ ...state, doing: OPENED_AGAIN }),
      opened: (link) => actions.opened(link),
      document: (opened) =>
        pageDocument({ ...opened, title: "Choose a role", script: PICKER_SCRIPT, withoutScript: WITHOUT_SCRIPT }),
      routes: {
        "/state": { POST: ({ stream }) => stateAnswer(stream, actions.state()) },
        "/find": { POST: ({ request }) => findAnswer(request, (search) => actions.find(search)) },
        "/choose": { POST: ({ request }) => chooseAnswer(request, (key) => actions.choose(key)) },
        "/leave": {
          POST: () => {
            actions.leave();
            return doneAnswer();
          },
        },
      },
    });
  }
}

const WITHOUT_SCRIPT = "<code>--pick terminal</code> shows the list in the terminal.";
