/** The directory, in the agent's runtime directory, that has a folder for each grant. */
export const GRANTS_FOLDER = "grants";

const GRANT_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Whether a name in it belongs to a grant. Other files there are not ours to read or to remove. */
export function isGrantId(name: string): boolean {
  return new RegExp(`^${GRANT_ID}$`).test(name);
}

/** Whether a path leads to a guarded copy, in the folder of a grant. */
export function isGuardedCopy(path: string): boolean {
  // The pattern is compiled only for such paths: that adds 0.1 ms to a start.
  return path.includes(`/${GRANTS_FOLDER}/`) && guardedCopy().test(path);
}

function guardedCopy(): RegExp {
  return new RegExp(`/${GRANTS_FOLDER}/${GRANT_ID}/(?:config|credentials|boto)$`);
}
