import type { Environment } from "../../../base/environment.ts";

/** What is typed here in place of a command line of another tool. */
export interface NewLine {
  /** The words after `actas`. */
  readonly words: readonly string[];
  /** How many of the last words are the command to run, which keep every byte. */
  readonly commandWords: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** An option of another tool, and what becomes of it: exactly one of the others. */
export interface OldOption {
  /** As in a definition of ours: `-r, --region <region>`. */
  readonly flags: string;
  /** The option of ours with the same value. */
  readonly option?: string;
  /** The variable of ours that has its value, or 1. */
  readonly variable?: string;
  /** What it makes the tool do: {@link OldTool} knows. */
  readonly does?: string;
  /** There is nothing to do for it here. */
  readonly needless?: true;
  /** What to do instead, in a sentence or a command in backticks. */
  readonly instead?: string;
}

/** A command line of another tool, read by its own rules. */
export interface OldLine {
  readonly tool: string;
  /** The options of ours that its options stand for, with their values. */
  readonly options: readonly (readonly string[])[];
  readonly variables: Readonly<Record<string, string>>;
  /** By {@link OldOption.does}: the value, or `true`. */
  readonly does: Readonly<Record<string, string | true>>;
  /** Everything that is no option. */
  readonly rest: readonly string[];
  readonly environment: Environment;
}

/** Another tool. */
export interface OldTool {
  readonly options: readonly OldOption[];
  /** Whether options may still follow the first word that is none. */
  readonly optionsAfterWords: boolean;
  /** @throws {ActasError} `usage` for what has no counterpart */
  readonly translate: (line: OldLine) => NewLine;
}
