import type { Results } from "../../agent-api/messages.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { forgetKept, forgetLeftOvers } from "../../persistence/forget-kept.ts";
import { KEPT_OF } from "../../persistence/kept-of.ts";
import { ask } from "../asking/ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { forgetHeld, tellServes } from "./forget-held.ts";

type SignOut = Results["logout"];

/** What `logout --all` has ended: sign-ins and sessions by name, and how much else was forgotten. */
interface SignOuts {
  readonly signOuts: readonly SignOut[];
  readonly others: number;
}

/**
 * Ends a sign-in. There may be one even if no agent runs: a file keeps the sign-in that is shared with the AWS CLI.
 *
 * @throws {ActasError} `source-not-found`, `usage`, `configuration`
 */
export async function signOutOf(source: string): Promise<SignOut> {
  const ended = await end(source);
  try {
    // A file does not tell what its credentials were got with, and they are got anew without the user.
    await forgetKept(KEPT_OF.credentials, ownPaths().state);
    await forgetLeftOvers(ownPaths());
  } finally {
    await tellServes();
  }
  return ended;
}

/**
 * Ends the sign-ins to all sources, even removed ones, one after the other, and then forgets everything: the sessions of
 * IAM users, and what could not be read.
 *
 * @throws {ActasError} why the sources could not be told; everything is forgotten all the same
 */
export async function signOutOfAll(): Promise<SignOuts> {
  const signOuts: SignOut[] = [];
  try {
    const { sources, gone } = await ask({ request: "sources", ...inThisEnvironment() });
    for (const id of new Set([...sources, ...gone].map((source) => source.id))) signOuts.push(await end(id));
  } catch (error) {
    await forgetHeld("all");
    throw error;
  }
  const { cleared, signIns } = await forgetHeld("all");
  signOuts.push(...signIns.map((source) => ({ source, of: "user", ended: "forgotten" }) as const));
  return { signOuts: signOuts.filter(({ ended }) => ended !== "not-signed-in"), others: cleared - signIns.length };
}

function end(source: string): Promise<SignOut> {
  return ask({ request: "logout", source, ...inThisEnvironment() });
}

/** The message about the end of a sign-in. */
export function signedOut({ ended, of, source }: SignOut): string {
  const words = of === "user" ? OF_USER : OF_SOURCE;
  return words[ended](source);
}

const OF_SOURCE = {
  revoked: (source: string) => `signed out of "${source}"`,
  forgotten: (source: string) => `forgot the sign-in to "${source}", which could not be ended there`,
  "not-signed-in": (source: string) => `nobody was signed in to "${source}"`,
} as const;

/** AWS ends no session before its time. */
const OF_USER = {
  ...OF_SOURCE,
  forgotten: (profile: string) => `forgot what was got with the keys of profile "${profile}"`,
  "not-signed-in": (profile: string) => `nothing was got with the keys of profile "${profile}"`,
} as const;
