/** Why a test cannot have its own view of the file system here; `undefined` if it can. */
export function cannotMount(): string | undefined {
  const { exitCode } = Bun.spawnSync(["unshare", "--mount", "true"]);
  return exitCode === 0 ? undefined : "this container may not mount";
}
