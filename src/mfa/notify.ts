import { printable } from "../base/printable.ts";
import type { Surroundings } from "../base/surroundings.ts";
import type { Question } from "../conversation/question.ts";
import { notifier } from "../system/desktop.ts";
import { runOnScreen } from "./run-on-screen.ts";

/** A notification is shown at once or not at all. */
const PATIENCE_MS = 2_000;

/** Tells the user on the screen that a program without a terminal needs a code. If that cannot be done, it is not. */
export async function notify(
  { hideArns, target }: Question<"mfa-code">,
  surroundings: Surroundings,
  key: "key" | "no-key",
): Promise<void> {
  const what = hideArns ? "A program needs an MFA code" : `A program needs an MFA code for "${target}"`;
  const touch = key === "key" ? "touch your YubiKey, or " : "";
  const command = hideArns ? "`actas whoami`" : `\`actas whoami ${target}\``;
  const notification = notifier("actas", printable(`${what}: ${touch}run ${command} in a terminal.`));
  await runOnScreen(notification, surroundings, AbortSignal.timeout(PATIENCE_MS)).catch(() => {});
}
