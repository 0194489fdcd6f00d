/** Written in by the build, from package.json. */
declare const ACTAS_VERSION: string | undefined;

/** The version of this program; `0.0.0-source` when its sources are run without a build. */
export const VERSION: string = typeof ACTAS_VERSION === "string" ? ACTAS_VERSION : "0.0.0-source";
