import { expect } from "bun:test";
import { fromBase32, timeStep, totp } from "../../src/sandbox/sts/totp.ts";
import { scannedQr } from "../support/scanned-qr.ts";
import { TerminalScreen } from "../support/terminal-screen.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";

export const FIRST = /actas: the code that it shows \(or `key`, to type the key into the app\): $/;
export const NEXT = /actas: the next code that it shows: $/;
export const DEVICE = "arn:aws:iam::111122223333:mfa/ben";
export const SIZE = { columns: 160, rows: 24 };
export const ENV = { TERM: "xterm-256color" };

export function begin(world: World, ...more: readonly string[]): TerminalSession {
  return world.terminal(["setup", "mfa", "ben", ...more], { env: ENV, size: SIZE });
}

/** The same, and what a person sees in the end, also when they scroll up. */
export function beginSeen(world: World, ...more: readonly string[]) {
  const terminal = begin(world, ...more);
  return { terminal, screen: new TerminalScreen(terminal, SIZE) };
}

/** The seed that a phone reads. */
export async function scanned(terminal: TerminalSession): Promise<string> {
  await terminal.waitFor(FIRST);
  const uri = scannedQr(terminal.raw.split(/\r*\n/).filter((line) => /[▀▄█]/.test(line)));
  expect(uri).toStartWith("otpauth://totp/AWS:ben");
  return new URL(uri ?? "").searchParams.get("secret") ?? "";
}

export function code(seed: string, step: number): string {
  return totp(fromBase32(seed), timeStep(Date.now()) + step);
}

/** Codes of now and of the next half minute. */
export async function typeCodes(terminal: TerminalSession, seed: string, from = 0): Promise<void> {
  const [first, second] = [code(seed, from), code(seed, from + 1)];
  terminal.type(first);
  await terminal.waitFor(NEXT);
  terminal.type(second);
}
