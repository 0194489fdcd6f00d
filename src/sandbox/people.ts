/** Somebody who can sign in on a page of the sandbox: no password is asked for. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Who can be chosen on the sign-in pages. */
export const PEOPLE: readonly Person[] = [
  { id: "ana", name: "Ana Lind", email: "ana@example.com" },
  { id: "ben", name: "Ben Okoro", email: "ben@example.com" },
];

/** The person of that id, or nobody. */
export function personOf(id: string | null | undefined): Person | undefined {
  return PEOPLE.find((person) => person.id === id);
}
