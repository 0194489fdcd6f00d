import type { Results } from "../../agent-api/messages.ts";
import { ask } from "../ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";

/** The message about the end of a sign-in. */
export const SIGNED_OUT = {
  revoked: (source: string) => `signed out of "${source}"`,
  forgotten: (source: string) => `forgot the sign-in to "${source}", which could not be ended there`,
  "not-signed-in": (source: string) => `nobody was signed in to "${source}"`,
} as const;

/**
 * Ends a sign-in. There may be one even if no agent runs: a file keeps the sign-in that is shared with the AWS CLI.
 *
 * @throws {ActasError} `source-not-found`, `usage`, `configuration`
 */
export function signOutOf(source: string): Promise<Results["logout"]> {
  return ask({ request: "logout", source, ...inThisEnvironment() });
}

/** Ends the sign-ins to all sources, even removed ones, one after the other; returns the sign-ins that it ended. */
export async function signOutOfAll(): Promise<readonly Results["logout"][]> {
  const { sources, gone } = await ask({ request: "sources", ...inThisEnvironment() });
  const ended: Results["logout"][] = [];
  for (const id of new Set([...sources, ...gone].map((source) => source.id))) ended.push(await signOutOf(id));
  return ended.filter((one) => one.ended !== "not-signed-in");
}
