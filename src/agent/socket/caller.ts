import { ActasError } from "../../base/errors.ts";
import { ownUid } from "../../system/own-uid.ts";
import { executableOf } from "../../system/processes/executable-of.ts";
import { startTimeOf } from "../../system/processes/process-stat.ts";
import { peerOf } from "../../system/unix-socket.ts";

/** The process at the other end of a socket, as the kernel named it when it connected. */
export interface Caller {
  readonly uid: number;
  /** 0 when the process lives where the agent cannot see it, as in another container. */
  readonly pid: number;
  /** Tells the process from a later one with the same pid; absent when it had ended already. */
  readonly startTime: string | undefined;
  /** The path of the socket that it came to. */
  readonly socket: string;
  /** The file it runs now; absent when another user could have written it, or the process has ended. */
  readonly program: () => string | undefined;
}

/** What a request does with what the agent holds, and so the right that it needs. */
export type Right =
  /** Acting as the user in AWS. */
  | "credentials"
  /** Signing in and out, and what can be learnt from a source by that. */
  | "sign-ins"
  /** Seeing what is held, without secrets. */
  | "reports"
  /** Making the agent forget, end, or become another program. */
  | "agent";

const EVERYTHING: readonly Right[] = ["credentials", "sign-ins", "reports", "agent"];
const NOTHING: readonly Right[] = [];

/** The process that has connected to `socket`. */
export function callerAt(fd: number, socket: string): Caller {
  const { pid, uid } = peerOf(fd);
  const startTime = startTimeOf(pid);
  const program = (): string | undefined => (startTimeOf(pid) === startTime ? executableOf(pid) : undefined);
  return { uid, pid, startTime, socket, program };
}

/** Every process of the agent's own user may ask for everything; one of another user, root too, for nothing. */
export function rightsOf({ uid }: Pick<Caller, "uid">): readonly Right[] {
  return uid === ownUid() ? EVERYTHING : NOTHING;
}

/** @throws {ActasError} `access-denied` when the caller does not have the right that its request needs */
export function requireRight(caller: Caller, right: Right): void {
  if (rightsOf(caller).includes(right)) return;
  const { socket, uid } = caller;
  throw new ActasError("access-denied", `cannot answer: uid ${uid} has no right to ${right} at ${socket}`);
}
