import type { MfaInputName } from "../base/credential-request.ts";

/** A code is awaited: of which device, and what AWS has refused so far. */
export interface AwaitedCode {
  readonly serialNumber: string;
  /** Where codes came from that AWS did not accept, as users know it: "`mfa_process`". */
  readonly refused: readonly string[];
}

/** What has happened to the commands that wait. */
export type WaitersChange = "came" | "went";

/** The commands behind a conversation, in as far as they wait for a code. */
export interface Waiters {
  /** Whether any of them still waits: what nobody waits for is not begun again. */
  wait(): boolean;

  /** Hears when a command has come, or has gone, until the result is disposed. */
  onChange(hear: (change: WaitersChange) => void): Disposable;

  /** What their users say about a place for codes: named, not named where none was, or left out. */
  wish(input: MfaInputName): "named" | "usual" | "refused";

  /** A code is awaited from now on, by whatever way; undefined: no more. */
  codeAwaited(state: AwaitedCode | undefined): void;
}

/** Of a command that waits as long as this process does, and has no wishes. */
export const ALWAYS: Waiters = {
  wait: () => true,
  onChange: () => ({ [Symbol.dispose]() {} }),
  wish: () => "usual",
  codeAwaited() {},
};
