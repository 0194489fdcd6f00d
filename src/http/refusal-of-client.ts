import { ownUid } from "../system/own-uid.ts";
import type { Refusal } from "./refusal.ts";

/**
 * The users whose programs a listener serves. `own-and-root`: relays run as root, which can act as this user anyway.
 */
export type Clients = "own" | "own-and-root" | "everybody";

/** The refusal of a client that runs as `uid`, if any. Where the system does not tell the uid, all are served. */
export function refusalOfClient(
  uid: number | "nobody" | undefined,
  clients: Clients,
  own = ownUid(),
): Refusal | undefined {
  if (clients === "everybody" || uid === undefined || uid === own) return undefined;
  return clients === "own-and-root" && uid === 0 ? undefined : OTHER_USER;
}

const OTHER_USER: Refusal = {
  status: 403,
  code: "OtherUser",
  message: "cannot serve this program: it runs as another user",
};
