declare const ACTAS_VERSION: string | undefined;
declare const ACTAS_COMMIT: string | undefined;

/** The version, set by the build; a fixed word when run from source. */
export const VERSION = typeof ACTAS_VERSION === "string" ? ACTAS_VERSION : "0.0.0-source";

/** The commit that was built, where the build knew it. */
export const COMMIT = typeof ACTAS_COMMIT === "string" ? ACTAS_COMMIT : undefined;

/** The version for people. */
export const VERSION_AND_COMMIT = COMMIT ? `${VERSION} (${COMMIT})` : VERSION;

/** Whether version `a` is newer than `b`, by their three numbers. @see https://semver.org/#spec-item-11 */
export function isNewer(a: string, b: string): boolean {
  const numbers = (version: string): number[] => version.split(/[.-]/, 3).map(Number);
  const [ours, theirs] = [numbers(a), numbers(b)];
  const different = [0, 1, 2].find((place) => ours[place] !== theirs[place]);
  return different !== undefined && (ours[different] ?? 0) > (theirs[different] ?? 0);
}
