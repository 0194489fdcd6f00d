import { constants } from "node:os";
import { ActasError, type ErrorCode } from "../../base/errors.ts";
import { ownPaths } from "../../files/own-paths.ts";
import type { Door } from "../../serve/door.ts";
import { ForgottenMark } from "../../serve/forgotten-mark.ts";
import { ServeFiles } from "../../serve/serve-files.ts";
import { Serving } from "../../serve/serving.ts";
import { harden } from "../../system/processes/hardening.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { userIsThere } from "../terminal/asking-problem.ts";
import { SilentFailure } from "../terminal/report-error.ts";
import { untilEnded } from "../terminal/until-ended.ts";
import { KeptRecord } from "./kept-record.ts";
import { portTaken } from "./port-taken.ts";
import { type PortToServe, portToServe } from "./port-to-serve.ts";
import { printVariables } from "./print-variables.ts";
import { refuseUnknown } from "./refuse-unknown.ts";
import type { ServeFlags, ServeKind } from "./serve-flags.ts";
import { serveLog } from "./serve-log.ts";
import { ServeReport } from "./serve-report.ts";
import { servedEnvironment } from "./served-environment.ts";
import { ServedTargets } from "./served-targets.ts";
import type { WebPage } from "./web/web-page.ts";

const STDOUT = 1;

/** A way to serve: how its port is opened, and what its programs are told. */
export interface Way {
  readonly kind: ServeKind;
  /** The targets that are served besides the first. */
  readonly others?: readonly string[];
  /** @throws {ActasError} `system` */
  readonly open: (serving: Serving, port: number, targets: ServedTargets) => Door | Promise<Door>;
  /** What a program has to know of a port that another process has opened. */
  readonly environmentOf: (port: number) => Door["environment"];
}

/**
 * Serves a target until the user ends it, or starts a process in the background that does. The port is opened first: if
 * it is taken, no person is asked for anything in vain. With a page the target may be chosen there. Status 0 means that
 * it has served.
 *
 * @throws {ActasError} when the port cannot be opened, or there are no credentials to begin with
 */
export async function runServe(way: Way, typed: string | undefined, flags: ServeFlags): Promise<void> {
  const at = portToServe(way.kind, flags, process.env);
  if (flags.printEnv && isTerminal(STDOUT)) throw onTerminal();
  // The command that started it has looked.
  if (!flags.handedOver) await refuseUnknown(way.others ?? [], flags);
  const targets = new ServedTargets(flags);
  if (flags.detach && !flags.handedOver) return inBackground(way, typed, flags, targets);
  const serving: Serving = new Serving({
    obtain: (of, how) => (web ?? targets).obtain(of, how),
    canAsk: () => targets.canAsk() || (web?.canAsk() ?? false),
    // Without an agent it has a memory of its own, which ends with it.
    ...(flags.agent && { isForgotten: new ForgottenMark(ownPaths().runtime).isNew }),
    clock: { now: targets.now },
  });
  const web = flags.web ? new (await import("./web/web-page.ts")).WebPage(serving, targets, flags) : undefined;
  const target = await chosenAtFirst(typed, flags, targets);
  const door = await opened(way, serving, at, targets);
  // From here on the files are removed, however it ends.
  const lost = Promise.withResolvers<undefined>();
  const ended = Promise.race([untilEnded(), lost.promise]);
  const log = flags.handedOver && serveLog();
  const report = new ServeReport(serving, { log, namesPrograms: flags.verbose === true });
  const files = new ServeFiles(ownPaths().runtime, door.port);
  const kept = { door, files, kind: way.kind, serving, web, ...(log && { log: log.path }) };
  const record = new KeptRecord({ ...kept, lost: () => lost.resolve(undefined) });
  let isServed = false;
  const serve = async () => {
    if (!flags.handedOver) await web?.open();
    if (target !== undefined) await begin(serving, target, web);
    harden();
    // The command that started it tells the programs.
    const environment = flags.handedOver ? {} : await servedEnvironment({ door, files, target, targets });
    if (flags.printEnv && !flags.handedOver) printVariables(environment, { ...flags, url: door.url });
    report.begin(door, environment);
    record.begin();
    isServed = true;
    await ended;
  };
  try {
    // A user does not wait for AWS to end it.
    await Promise.race([serve(), ended]);
  } finally {
    record.end();
    serving.stop();
    await Promise.all([door.close(), web?.end()]);
    files.remove();
  }
  const signal = await ended;
  if (!isServed && signal) endBy(signal);
}

/** Whoever waits for this command, such as a script, learns that nothing was served. */
function endBy(signal: NodeJS.Signals): never {
  process.kill(process.pid, signal);
  // A question on the terminal may still hold signals back.
  throw new SilentFailure(128 + constants.signals[signal]);
}

/** Undefined: nothing is served until the user chooses on the page. */
async function chosenAtFirst(
  typed: string | undefined,
  { handedOver }: ServeFlags,
  targets: ServedTargets,
): Promise<string | undefined> {
  if (handedOver) return handedOver.chosen?.target;
  return targets.isChosenOnPage(typed) ? undefined : (await targets.choose(typed)).target;
}

async function opened(way: Way, serving: Serving, at: PortToServe, targets: ServedTargets): Promise<Door> {
  try {
    return await way.open(serving, at.port, targets);
  } catch (error) {
    throw portTaken(error, at);
  }
}

/** What comes later does not keep a service that is started with the session, or the network, from serving. */
async function begin(serving: Serving, target: string, web: WebPage | undefined): Promise<void> {
  // What a person is needed for, the page asks when it is opened.
  if (web && !userIsThere()) return serving.begin(target);
  try {
    await serving.switchTo(target);
  } catch (error) {
    if (userIsThere() || !(error instanceof ActasError && MAY_COME_LATER.includes(error.code))) throw error;
    serving.begin(target);
  }
}

const MAY_COME_LATER: readonly ErrorCode[] = [
  "sign-in-required",
  "mfa-required",
  "unreachable",
  "throttled",
  "agent-unreachable",
];

async function inBackground(
  way: Way,
  typed: string | undefined,
  flags: ServeFlags,
  targets: ServedTargets,
): Promise<void> {
  const { serveInBackground } = await import("./serve-in-background.ts");
  const { record, target } = await serveInBackground(way.kind, typed, flags, targets);
  const door = { environment: way.environmentOf(record.port) };
  const files = new ServeFiles(ownPaths().runtime, record.port);
  const environment = await servedEnvironment({ door, files, target, targets });
  if (flags.printEnv) printVariables(environment, { ...flags, url: record.url });
  (await import("./serve-lines.ts")).sayServed(record, environment);
  if (record.page !== undefined) await (await import("./web/open-serve-page.ts")).openServePage(record.page);
}

/** As `export` refuses to. */
function onTerminal(): ActasError {
  return new ActasError(
    "usage",
    "cannot print the variables here: the terminal would keep the token in its scrollback",
    {
      hints: [
        "without `--print-env` it shows where the token is, which is all that most programs need",
        '`eval "$(actas serve container --detach --print-env TARGET)"` sets them in a POSIX shell',
      ],
    },
  );
}
