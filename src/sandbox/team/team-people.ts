import type { Person } from "../people.ts";

/** Somebody of the team, and the groups that the provider puts into tokens. */
interface Member extends Person {
  readonly groups: readonly string[];
}

/** Whom the team's sign-in page shows. */
export const TEAM_PEOPLE: readonly Member[] = [
  { id: "ana", name: "Ana Lind", email: "ana@example.com", groups: ["developers", "on-call"] },
  { id: "ben", name: "Ben Okoro", email: "ben@example.com", groups: ["developers", "contractors"] },
  { id: "cleo", name: "Cleo Marsh", email: "cleo@example.com", groups: ["platform-admins"] },
  { id: "dora", name: "Dora Ruiz", email: "dora@example.com", groups: ["data-science"] },
];

/** The groups of somebody; none of a stranger. */
export function groupsOfMember({ id }: Person): readonly string[] {
  return TEAM_PEOPLE.find((member) => member.id === id)?.groups ?? [];
}
