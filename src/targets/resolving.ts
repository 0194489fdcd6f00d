import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";

/** The variable that tells an actas inside a command that actas runs for which profiles the command runs. */
export const RESOLVING = "ACTAS_RESOLVING";

/** Commands nested deeper than this are a mistake, even if no cycle shows. */
const MAX_DEPTH = 8;

/** A profile's command that is running. */
export interface Step {
  readonly profile: string;
  /** Distinguishes it from the command of a profile of the same name in other files. */
  readonly id: string;
}

/** The commands that a request comes from, outermost first. @throws {ActasError} `configuration` */
export function stepsBefore(environment: RequestEnvironment): readonly Step[] {
  const text = environment[RESOLVING];
  if (!text) return [];
  const words = text.split(" ").map((word) => /^([\w-]+):([\w%.~!*'()-]*)$/.exec(word));
  const steps = words.flatMap((word) => (word ? [{ id: word[1] ?? "", profile: decoded(word[2] ?? "") }] : []));
  if (steps.length < words.length) {
    throw new ActasError("configuration", `cannot use ${RESOLVING}: it was not written by actas`, {
      hints: [`\`unset ${RESOLVING}\``],
    });
  }
  return steps;
}

/** The step for the command of a profile, in the files that this environment names. */
export function stepOf(profile: string, command: string, environment: RequestEnvironment): Step {
  const { HOME, AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = environment;
  const parts = [profile, command, HOME, AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE].map((part) => part ?? null);
  const digest = new Bun.CryptoHasher("sha256").update(JSON.stringify(parts)).digest("base64url");
  return { profile, id: digest.slice(0, 16) };
}

/** The variable for a command. */
export function resolvingVariable(steps: readonly Step[]): Readonly<Record<string, string>> {
  return { [RESOLVING]: steps.map(({ id, profile }) => `${id}:${encodeURIComponent(profile)}`).join(" ") };
}

/** @throws {ActasError} `configuration` when the commands are nested too deeply */
export function refuseDepth(before: readonly Step[], next: Step): void {
  if (before.length < MAX_DEPTH) return;
  const chain = [...before, next].map(({ profile }) => profile).join(" -> ");
  throw new ActasError("configuration", `${cannotRun(next)}: it is the ${MAX_DEPTH + 1}th that one runs: ${chain}`);
}

/** The error for commands that wait for each other. The first profile of `circle` is also its last. */
export function circleError(circle: readonly Step[]): ActasError {
  const [first] = circle;
  const chain = circle.map(({ profile }) => profile).join(" -> ");
  return new ActasError("configuration", `${cannotRun(first)}: it needs what it is run for: ${chain}`, {
    hints: ["let one of these commands name another profile, one with keys, a role or a sign-in of its own"],
  });
}

function cannotRun(step: Step | undefined): string {
  return `cannot run the \`credential_process\` of profile "${step?.profile}"`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
