import { z } from "zod/mini";
import { jsonText } from "../../base/printable.ts";
import type { Shell } from "../../base/shells.ts";
import type { TargetRequest } from "../target/target-request.ts";

/** What a shell acts as. */
export interface ActingAs {
  readonly request: TargetRequest;
  readonly mode: "container" | "env";
}

/** What a shell hands from one `shell use` to the next. It came from there, and the agent checks a request anyway. */
export interface ShellState {
  readonly now?: ActingAs;
  readonly before?: ActingAs;
  /** The project in whose directory the shell is, where it has `shell hook`. */
  readonly project?: {
    readonly path: string;
    /** What the project says, where the user trusts it. */
    readonly role?: ActingAs;
    /** What the shell acted as when it came in. */
    readonly outside?: ActingAs;
  };
}

/** The shell that asks, and what it has kept. */
export interface AskingShell {
  readonly shell: Shell;
  readonly pid: number;
  readonly state: ShellState;
}

const ActingAsShape = z.object({
  request: z.custom<TargetRequest>((value) => typeof value === "object" && value !== null),
  mode: z.enum(["container", "env"]),
});

const StateShape = z.object({
  now: z.exactOptional(ActingAsShape),
  before: z.exactOptional(ActingAsShape),
  project: z.exactOptional(
    z.object({ path: z.string(), role: z.exactOptional(ActingAsShape), outside: z.exactOptional(ActingAsShape) }),
  ),
});

/** A text that a shell has lost or garbled says nothing. */
export function parseShellState(text: string | undefined): ShellState {
  try {
    return StateShape.safeParse(JSON.parse(text ?? "")).data ?? {};
  } catch {
    return {};
  }
}

export function shellStateText(state: ShellState): string {
  return jsonText(state, "one-line");
}

/** The state after the shell has begun to act as `next`, or as nothing. */
export function stateAfter(state: ShellState, next: ActingAs | undefined): ShellState {
  if (next && state.now && Bun.deepEquals(state.now, next)) return state;
  const { before, now, project } = state;
  const last = now ?? before;
  return { ...(next && { now: next }), ...(last && { before: last }), ...(project && { project }) };
}

/** What a shell acts as from now on. A code was used, and a forced refresh was for this once. */
export function asRemembered({ tokenCode: _, ...request }: TargetRequest, mode: ActingAs["mode"]): ActingAs {
  return { request: { ...request, freshness: request.freshness === "uncached" ? "uncached" : "cached" }, mode };
}
