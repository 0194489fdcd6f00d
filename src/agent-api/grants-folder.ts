/** The directory, in the agent's runtime directory, that has a folder for each grant. */
export const GRANTS_FOLDER = "grants";

const GRANT_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Whether a name in it belongs to a grant. Other files there are not ours to read or to remove. */
export function isGrantId(name: string): boolean {
  return new RegExp(`^${GRANT_ID}$`).test(name);
}

/** The directory, in the same place, that has a folder for each port of `actas serve`. */
export const SERVE_FOLDER = "serve";

/** The name of the credentials file that is kept fresh for a program. Its own, as no guarded copy may be taken for it. */
export const RENEWED_CREDENTIALS = "renewed-credentials";

/** Whether a path leads to a file that a program reads in place of the user's, in the folder of a grant or of a port. */
export function isStandIn(path: string): boolean {
  // The pattern is compiled only for such paths: that adds 0.1 ms to a start.
  return (path.includes(`/${GRANTS_FOLDER}/`) || path.includes(`/${SERVE_FOLDER}/`)) && standIn().test(path);
}

/** Whether it leads to the credentials that are kept fresh for a program. */
export function isRenewedCredentials(path: string): boolean {
  return path.endsWith(`/${RENEWED_CREDENTIALS}`) && isStandIn(path);
}

function standIn(): RegExp {
  const folder = `(?:${GRANTS_FOLDER}/${GRANT_ID}|actas/${SERVE_FOLDER}/\\d{1,5})`;
  return new RegExp(`/${folder}/(?:config|credentials|boto|${RENEWED_CREDENTIALS})$`);
}
