/** A person who can sign in on a page of the sandbox, without a password. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The people on the sign-in pages. */
export const PEOPLE: readonly Person[] = [
  { id: "ana", name: "Ana Lind", email: "ana@example.com" },
  { id: "ben", name: "Ben Okoro", email: "ben@example.com" },
];

/** The person with that id, if any. */
export function personOf(id: string | null | undefined): Person | undefined {
  return PEOPLE.find((person) => person.id === id);
}
