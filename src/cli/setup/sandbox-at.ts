import { shellArgument } from "../../base/shell-word.ts";
import { runningSandboxes } from "../../sandbox/home/running-sandboxes.ts";

/**
 * The command that prints what moves a shell into the sandbox at an address; undefined if none is there, or if this
 * shell is in it. A sandbox's addresses serve only shells that are in it.
 */
export async function sandboxAt(address: string): Promise<string | undefined> {
  const { origin } = new URL(address);
  if (process.env.ACTAS_SANDBOX === origin) return undefined;
  const there = (await runningSandboxes()).find(({ url }) => new URL(url).origin === origin);
  return there && `actas sandbox env ${shellArgument(there.name)}`;
}
