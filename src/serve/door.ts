import type { EnvironmentChanges } from "../base/environment.ts";

/** An open port of `actas serve`, and what a program has to know of it. */
export interface Door {
  readonly port: number;
  /** Where programs ask. */
  readonly url: string;
  /** The changes to a program's environment that lead it there, and nowhere else. */
  readonly environment: EnvironmentChanges;
  /** Answers what is under way, closes the port and removes the files. */
  close(): Promise<void>;
}
