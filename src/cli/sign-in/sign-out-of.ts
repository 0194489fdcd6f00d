import type { Results } from "../../agent-api/messages.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { forgetKept, forgetLeftOvers } from "../../persistence/forget-kept.ts";
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
export async function signOutOf(source: string): Promise<Results["logout"]> {
  const ended = await ask({ request: "logout", source, ...inThisEnvironment() });
  await forgetLeftOvers(ownPaths());
  return ended;
}

/** Ends the sign-ins to all sources, even removed ones, one after the other; returns the sign-ins that it ended. */
export async function signOutOfAll(): Promise<readonly Results["logout"][]> {
  const { sources, gone } = await ask({ request: "sources", ...inThisEnvironment() });
  const ended: Results["logout"][] = [];
  for (const id of new Set([...sources, ...gone].map((source) => source.id))) ended.push(await signOutOf(id));
  // Sign-ins that could not be read.
  await forgetKept(["sign-in"], ownPaths().state);
  return ended.filter((one) => one.ended !== "not-signed-in");
}
