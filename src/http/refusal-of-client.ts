import { ownUid } from "../system/own-uid.ts";
import type { Refusal } from "./refusal.ts";

/** Whose programs a listener serves. `own-and-root`: root may do as this user anyway, and relays run as root. */
export type Clients = "own" | "own-and-root" | "everybody";

/** Why a program of `uid` is not served. Without a uid, where the system is never asked, everybody is. */
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
