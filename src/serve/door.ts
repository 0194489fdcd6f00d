import type { EnvironmentChanges } from "../base/environment.ts";

/** An open port of `actas serve`, and what a program has to know of it. */
export interface Door {
  readonly port: number;
  /** Where programs ask. */
  readonly url: string;
  /** The changes to a program's environment that lead it there, and nowhere else. */
  readonly environment: EnvironmentChanges;
  /** Writes what programs read, which was removed. @throws {ActasError} `system` */
  writeFiles(): void;
  /** Answers what is under way, and closes the port. */
  close(): Promise<void>;
}
