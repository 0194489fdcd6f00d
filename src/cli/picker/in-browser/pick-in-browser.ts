import type { CommandListener } from "../../../agent-api/exchange.ts";
import type { GrantType } from "../../../base/credential-request.ts";
import { ActasError } from "../../../base/errors.ts";
import { unseenKeys } from "../../../system/terminal/unseen-keys.ts";
import { ask } from "../../asking/ask.ts";
import { inThisEnvironment } from "../../environment/in-this-environment.ts";
import type { NamedTarget } from "../../target/target-request.ts";
import { openPage } from "../../terminal/open-page.ts";
import { tellOnTerminal } from "../../terminal/tell-on-terminal.ts";
import type { ChoiceList } from "../choice-list.ts";
import type { Picked } from "../picker.ts";
import { PagePicking } from "./page-picking.ts";

/** Gets what the command will need for a target, so that a failure can be shown while the user still chooses. */
export type Trial = (named: NamedTarget, listener: CommandListener) => Promise<void>;

export interface BrowserPicking {
  readonly list: ChoiceList;
  readonly search: string;
  /** The only source that is listed. */
  readonly source: string | undefined;
  /** Fills the list once more. */
  readonly fill: () => void;
  /** How to sign in to a source; absent: its default. */
  readonly grantType?: GrantType | undefined;
  /** Absent: the choice is not tried out. */
  readonly trial?: Trial | undefined;
}

/** Longer than a reload takes. */
const GONE_AFTER_MS = 3_000;
const PATIENCE_MS = 10 * 60_000;
const LOOK_MS = 100;

/**
 * Lets the user choose on a page in the browser, see {@link PagePicking}. A role that gives no credentials is marked
 * there, and the user may choose another.
 *
 * @returns the choice; `left` when the user has left
 * @throws {ActasError} `cancelled` when the page was closed or not opened; why the list cannot be read
 * @throws {Interrupted} ^C, or a signal that ends programs
 */
export async function pickInBrowser(picking: BrowserPicking): Promise<Picked> {
  const shown = new PagePicking(picking.list, picking.search);
  const over = new AbortController();
  try {
    const page = { url: shown.page.newLink(), port: shown.page.port, purpose: "to choose a role" };
    const lines = [...(await openPage(page, process.env)), WAITING];
    const picked = await Promise.race([
      decide(picking, shown),
      unlessGone(shown),
      stopped(over.signal, () => tellOnTerminal(lines)),
    ]);
    if (picked.kind === "chosen") {
      await shown.end("good", `Acting as ${picked.choice.typed}`, GOES_ON);
    } else await shown.end("bad", "Nothing was chosen", CLOSE);
    return picked;
  } catch (error) {
    const reason = error instanceof ActasError ? error.message : "it was stopped in the terminal";
    await shown.end("bad", "Nothing was chosen", `${reason}\n${CLOSE}`);
    throw error;
  } finally {
    over.abort();
  }
}

const WAITING = "actas: waiting for you, up to 10 minutes; Ctrl-C stops it";
const CLOSE = "You may close this window.";
const GOES_ON = `The command in the terminal goes on.\n${CLOSE}`;

/** Rejects when the user stops the command in the terminal. */
async function stopped(signal: AbortSignal, invite: () => void): Promise<never> {
  await unseenKeys(signal, undefined, invite);
  return new Promise(() => {});
}

async function decide({ fill, grantType, list, source, trial }: BrowserPicking, shown: PagePicking): Promise<Picked> {
  const signIn = async (to: string): Promise<void> => {
    const how = { ...(grantType && { grantType }), ...inThisEnvironment() };
    await ask({ request: "login", source: to, ...how }, "used", shown.listener());
    shown.searchFor(to);
  };
  setImmediate(fill);
  for (let isFirst = true; ; isFirst = false) {
    const picked = await shown.next();
    if (picked.kind === "failed" && isFirst && source !== undefined && needsSignIn(picked.error)) {
      list.reopen();
      await signIn(source);
      setImmediate(fill);
      continue;
    }
    if (picked.kind === "failed") throw picked.error;
    if (picked.kind !== "chosen") return picked;
    const { choice } = picked;
    try {
      if (choice.means.kind === "target") {
        await trial?.(choice.means.named, shown.listener());
        return picked;
      }
      await signIn(choice.means.source);
      list.reopen();
      setImmediate(fill);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      shown.failed(choice, error);
      // A refused role may have had its list fetched anew.
      if (error.code === "access-denied") {
        list.reopen();
        setImmediate(fill);
      }
    }
  }
}

function needsSignIn(error: unknown): boolean {
  return error instanceof ActasError && error.code === "sign-in-required";
}

/** Ends the wait for a page that was closed, or that the user has left while a role was being tried. */
async function unlessGone(shown: PagePicking): Promise<Picked> {
  const start = performance.now();
  for (;;) {
    await Bun.sleep(LOOK_MS);
    if (shown.isLeft) return { kind: "left" };
    if (shown.absentForMs > GONE_AFTER_MS) throw gone("its page in the browser was closed");
    if (!shown.page.isOpened && performance.now() - start > PATIENCE_MS) {
      throw gone("its page was not opened within 10 minutes");
    }
  }
}

function gone(reason: string): ActasError {
  return new ActasError("cancelled", `cannot choose a role: ${reason}`, {
    hints: ["run the command again, or choose in the terminal with `--pick terminal`"],
  });
}
