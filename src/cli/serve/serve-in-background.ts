import { ActasError } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { runningServes } from "../../serve/running-serves.ts";
import type { ServeRecord } from "../../serve/serve-record.ts";
import { selfCommand } from "../../system/processes/self-command.ts";
import { SilentFailure } from "../terminal/report-error.ts";
import { say } from "../terminal/say.ts";
import type { ChosenTarget, ServeFlags, ServeKind } from "./serve-flags.ts";
import type { ServedTargets } from "./served-targets.ts";

const LOOK_MS = 20;

/**
 * Starts a process that serves and has no terminal. A person is asked here, before: it finds in the agent what it needs.
 *
 * @returns its record, once it serves, and the target as it is named here, unless it is chosen on the page
 * @throws {ActasError} when there are no credentials to begin with
 * @throws {SilentFailure} when the process could not begin, and has said why
 */
export async function serveInBackground(
  kind: ServeKind,
  typed: string | undefined,
  flags: ServeFlags,
  targets: ServedTargets,
): Promise<{ readonly record: ServeRecord; readonly target: string | undefined }> {
  if (!flags.agent) throw withoutAgent();
  const chosen = targets.isChosenOnPage(typed) ? undefined : await targets.choose(typed);
  if (chosen) await targets.obtain(chosen.target, { mayAsk: true });
  const { runtime } = ownPaths();
  const { otp: _, ...others } = flags;
  const start: ServeFlags = { ...others, handedOver: chosen ? { chosen: withoutCode(chosen) } : {} };
  const { ACTAS_MFA_CODE: __, ...environment } = process.env;
  const child = Bun.spawn([...selfCommand(), "serve", kind, "--from-stdin"], {
    stdio: [new Blob([jsonText(start, "one-line")]), "ignore", "pipe"],
    env: environment,
    detached: true,
  });
  for (;;) {
    const record = runningServes(runtime).find(({ pid }) => pid === child.pid);
    if (record) {
      child.unref();
      return { record, target: chosen?.target };
    }
    if ((await Promise.race([child.exited, Bun.sleep(LOOK_MS)])) === undefined) continue;
    for (const line of (await child.stderr.text()).trimEnd().split("\n")) say(line);
    throw new SilentFailure(child.exitCode ?? 1);
  }
}

/** A code is good once, and was used here. */
function withoutCode({ target, targetRequest: { tokenCode: _, ...targetRequest } }: ChosenTarget): ChosenTarget {
  return { target, targetRequest };
}

function withoutAgent(): ActasError {
  return new ActasError("usage", "cannot use `--detach` with `--no-agent`: no person can be asked there", {
    hints: ["leave out one of them"],
  });
}
