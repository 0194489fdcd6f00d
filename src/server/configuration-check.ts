import { ActasError } from "../base/errors.ts";

/** What was found of one thing that the configuration leads to. */
export interface ConfigurationCheck {
  readonly what: string;
  /** `note`: it works, and there is something to know. */
  readonly outcome: "good" | "note" | "wrong";
  readonly message: string;
  readonly hints: readonly string[];
}

export function good(what: string, message: string): ConfigurationCheck {
  return { what, outcome: "good", message, hints: [] };
}

export function note(what: string, message: string): ConfigurationCheck {
  return { what, outcome: "note", message, hints: [] };
}

/** @throws what is no error of ours: a bug */
export function wrong(what: string, error: unknown): ConfigurationCheck {
  if (!(error instanceof ActasError)) throw error;
  return { what, outcome: "wrong", message: error.message, hints: error.hints };
}
