/** The variables of a process, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables to set, or with null to remove, in the environment of a program. */
export type EnvironmentChanges = Readonly<Record<string, string | null>>;
