import type { EnvironmentChanges } from "../base/environment.ts";

/** What `shell init` is to define. */
export interface InitOptions {
  /** The path of this program, which the functions call. */
  readonly program: string;
  /** `--name`: the word that acts as a target; absent: `as`, and `actas-as` in a script, where `as` is the assembler. */
  readonly name?: string;
  /** Whether the prompt says what the shell acts as. */
  readonly prompt: "shown" | "left-alone";
  /** `--compat`: whether the words of other tools are defined as well. */
  readonly words: "own" | "compat";
}

/** What a shell keeps beside the variables, in variables of its own that no program inherits. */
export interface KeptByShell {
  /** For the next `shell use`, which alone looks into it. */
  readonly state: string;
  /** When keys in the environment are to be replaced: RFC 3339 in UTC without fractions, so that texts compare. */
  readonly due?: string;
  /** The pid of the agent that renews. */
  readonly agent?: number;
  /** The number of the prompt's colour among the first eight of a terminal. */
  readonly colour?: number;
}

/** The variables of a shell that begins to act as a target. */
export interface Acting {
  /** Every name is that of a variable. */
  readonly variables: EnvironmentChanges;
  /** Those that the shell passes on to programs at present; it may have others of the same name that it does not. */
  readonly exported: ReadonlySet<string>;
  readonly kept: KeptByShell;
}

/**
 * How one kind of shell is spoken to. All texts are evaluated by the shell; see `docs/decisions` on why it keeps what
 * was there before.
 */
export interface ShellDialect {
  /** The functions: the word itself, its way back, the prompt. Evaluated again, it changes nothing. */
  readonly init: (options: InitOptions) => string;
  /** Puts back what was there, keeps what is there now, and sets the variables. */
  readonly acting: (acting: Acting) => string;
  /** Puts back what was there before the shell acted as anything. */
  readonly ended: (kept: KeptByShell) => string;
  /** Keeps another state, and changes nothing else. */
  readonly remembered: (state: string) => string;
  /** Has the shell say so when it comes into another directory; absent where a shell has nothing that it calls then. */
  readonly hook?: string;
  /** Sets and removes variables for good: what they were belonged to a shell that is gone. */
  readonly forgotten: (variables: EnvironmentChanges, kept: KeptByShell) => string;
}
