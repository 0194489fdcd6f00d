/** The second call is the one that counts: the agent runs, and has the credentials. */
const SCRIPT = '"$1" process readonly && BUN_BYTECODE_ORDER_OUT="$2" "$1" process readonly';

/**
 * Records what of an executable's bytecode the command runs that every AWS call waits for, so that the next build puts
 * it side by side: fewer pages to read at each start.
 *
 * @param file - is written; for Bun's `--bytecode-order`
 * @returns what went wrong, if anything did: an executable without it is only slower
 * @see https://bun.com/docs/bundler/executables#profile-guided-bytecode-layout
 */
export function recordOrder(executable: string, file: string): string | undefined {
  const command = [executable, "sandbox", "--", "sh", "-c", SCRIPT, "sh", executable, file];
  const { exitCode, stderr } = Bun.spawnSync(command, { stdin: "ignore", timeout: 30_000 });
  return exitCode === 0 ? undefined : stderr.toString();
}
