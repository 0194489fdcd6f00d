/** The directory, in the agent's runtime directory, that has a folder for each grant. */
export const GRANTS_FOLDER = "grants";

/** Whether a name in it is that of a grant: whatever else is there is not ours to read or to remove. */
export function isGrantId(name: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
}
