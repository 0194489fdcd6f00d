import type { GrantType } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { CannotAsk } from "../../conversation/conversation.ts";
import { Interrupted } from "../../system/terminal/interrupted.ts";
import { withRawTerminal } from "../../system/terminal/raw-terminal.ts";
import { type AgentUse, ask } from "../asking/ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import type { NamedTarget, TargetRequest } from "../target/target-request.ts";
import { SilentFailure } from "../terminal/report-error.ts";
import { tellOnTerminal } from "../terminal/tell-on-terminal.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";
import { wantsColours } from "../terminal/wants-colours.ts";
import type { Choice } from "./choice.ts";
import { ChoiceList } from "./choice-list.ts";
import { chooseByNumber, wantsNumbers } from "./choose-by-number.ts";
import type { Filling } from "./fill-list.ts";
import type { BrowserPicking, Trial } from "./in-browser/pick-in-browser.ts";
import type { PickPlace } from "./pick-places.ts";
import { type Picked, Picker } from "./picker.ts";
import { placeToPick } from "./place-to-pick.ts";
import { COLOURED, PLAIN } from "./style.ts";

const CANCELLED_STATUS = 130;

interface Picking {
  /** The text that is in the search line at the start. */
  readonly search: string;
  /** Absent: as the settings say. */
  readonly where?: PickPlace | undefined;
  /** Absent: the choice is not tried out while the list is there. */
  readonly trial?: Trial | undefined;
  /** Absent: all sources, and the profiles. */
  readonly source: string | undefined;
  /** How to sign in to a source; absent: its default. */
  readonly grantType?: GrantType | undefined;
  readonly agent: AgentUse;
  readonly interaction: TargetRequest["interaction"];
}

/**
 * Lets the user choose among the profiles and the roles of all sources, or among the roles of one source. The list
 * opens at once and fills while the user searches it. A user who chooses a source without a sign-in signs in to it
 * first. The terminal then shows the chosen target as the user can type it.
 *
 * @throws {SilentFailure} when the user leaves without choosing
 * @throws {ActasError} `usage` when no user can choose; otherwise the reason why the source cannot list its roles
 */
export async function pickTarget(picking: Picking): Promise<NamedTarget> {
  const { search, source, agent, grantType, trial } = picking;
  const place = await placeToPick(picking.where, picking.interaction);
  if ("problem" in place) throw cannotShow(place.problem);
  if (agent === "unused" && source) throw nobodySignedIn(source);
  const list = new ChoiceList();
  const filling = { list, source, agent };
  // One after another: an earlier filling must not undo what a later one has found.
  let filled = Promise.resolve();
  const fillNext = (): void => {
    filled = filled.then(() => fill(filling)).catch((error: unknown) => list.fail(error));
  };
  if (place.where === "browser") {
    const picked = await endingWell(() => inBrowser({ list, search, source, fill: fillNext, grantType, trial }));
    if (picked.kind !== "chosen") throw leaving("left");
    return actAs(picked.choice);
  }
  let wanted = search;
  for (let isFirst = true; ; isFirst = false) {
    const picked = await pick(list, wanted, fillNext);
    if (picked.kind === "left" || picked.kind === "interrupted") throw leaving(picked.kind);
    if (picked.kind === "chosen" && picked.choice.means.kind === "target") return actAs(picked.choice);
    list.reopen();
    if (picked.kind === "failed") await signIn(sourceToSignIn(picked.error, isFirst ? source : undefined), grantType);
    else if (picked.choice.means.kind === "sign-in")
      wanted = await signInOrNote(picked.choice.means.source, grantType, list);
  }
}

/** Loads the code that reads files and asks sources only now, so that the list opens at once. */
async function fill(filling: Filling): Promise<void> {
  await (await import("./fill-list.ts")).fillList(filling);
}

async function inBrowser(picking: BrowserPicking): Promise<Picked> {
  return (await import("./in-browser/pick-in-browser.ts")).pickInBrowser(picking);
}

function pick(list: ChoiceList, search: string, fill: () => void): Promise<Picked> {
  return endingWell(() => {
    // Draw first: thousands of rows may arrive at once and hold up the drawing.
    setImmediate(fill);
    if (wantsNumbers()) return chooseByNumber(list, search);
    const picker = new Picker(list, search, wantsColours("terminal") ? COLOURED : PLAIN);
    return withRawTerminal(picker, { signals: "signals-are-keys", unread: "kept" });
  });
}

/** Lets a signal that came meanwhile take its usual effect. */
async function endingWell(choose: () => Promise<Picked>): Promise<Picked> {
  try {
    return await choose();
  } catch (error) {
    if (error instanceof CannotAsk) throw cannotShow(error.reason);
    if (!(error instanceof Interrupted)) throw error;
    // The user wanted to interrupt; the signal mostly ends this process here.
    if (error.signal) process.kill(process.pid, error.signal);
    return { kind: "left" };
  }
}

/** The named source, if its roles need a sign-in: the user asked for them, and is there to sign in. */
function sourceToSignIn(error: unknown, source: string | undefined): string {
  if (source !== undefined && error instanceof ActasError && error.code === "sign-in-required") return source;
  throw error;
}

/** Returns what to search for next: the roles of the source, which are what the user wanted to see. */
async function signInOrNote(source: string, grantType: GrantType | undefined, list: ChoiceList): Promise<string> {
  try {
    await signIn(source, grantType);
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    list.note(error.message);
  }
  return source;
}

async function signIn(source: string, grantType: GrantType | undefined): Promise<void> {
  const how = { ...(grantType && { grantType }), ...inThisEnvironment() };
  await ask({ request: "login", source, ...how }, "used", terminalListener());
}

/** Shows the chosen target on the terminal, and remembers it. */
async function actAs(choice: Choice): Promise<NamedTarget> {
  const { accountId, means, typed, where } = choice;
  const named = means.kind === "target" ? means.named : {};
  const { source, sourceProfile, target } = named;
  const { rememberTarget } = await import("./recent-targets.ts");
  const alone = target === undefined ? { profile: sourceProfile } : { alias: target };
  rememberTarget(
    source === undefined
      ? alone
      : { source, role: target, ...(accountId && { accountId }), ...(where && { accountName: where }) },
    Date.now(),
  );
  const explained = [...(source === undefined ? [accountId] : []), where].filter(Boolean).join(", ");
  tellOnTerminal([`actas: acting as ${typed}${explained && ` (${explained})`}`]);
  return named;
}

/** The user chose to leave, so there is no message. */
function leaving(kind: "left" | "interrupted"): SilentFailure {
  // The signal mostly ends this process here.
  if (kind === "interrupted") process.kill(process.pid, "SIGINT");
  return new SilentFailure(CANCELLED_STATUS);
}

function cannotShow(reason: string, hint = "name the target: `actas list targets` shows what there is"): ActasError {
  return new ActasError("usage", `cannot show the list of targets: ${reason}`, { hints: [hint] });
}

function nobodySignedIn(source: string): ActasError {
  const hint = `name the target; \`actas list roles --no-agent ${shellArgument(source)}\` shows which there are`;
  return cannotShow(`with \`--no-agent\` nobody is signed in to "${source}"`, hint);
}
