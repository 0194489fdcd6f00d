/** Why a test cannot have a view of the file system of its own here; `undefined` when it can. */
export function cannotMount(): string | undefined {
  const { exitCode } = Bun.spawnSync(["unshare", "--mount", "true"]);
  return exitCode === 0 ? undefined : "this container may not mount";
}
