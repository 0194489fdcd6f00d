import type { Person } from "./person.ts";

/**
 * Whether a person administers the server. Never one who has signed in by the device grant: nobody has seen where.
 *
 * @param admins - groups, as the configuration names them
 */
export function isAdmin({ groups, via }: Person, admins: readonly string[]): boolean {
  return via !== "device" && groups.some((group) => admins.includes(group));
}
