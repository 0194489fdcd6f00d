import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import type { Bouncer, IdTokenReader, Person } from "../../../src/server/people/person.ts";

/** Access tokens of the people in tests of lending. An ID token is the same after `id-`. */
export const PEOPLE = { ana: "token-of-ana", ben: "token-of-ben", dot: "token-of-dot" } as const;

const FACTS: Readonly<Record<string, Partial<Person>>> = {
  [PEOPLE.ana]: { subject: "ad|Example|ana", name: "ana@example.com", groups: ["dev", "ops"] },
  [PEOPLE.ben]: { subject: "ad|Example|ben", name: "ben@example.com", groups: ["guests"] },
  [PEOPLE.dot]: { subject: "ad|Example|dot", name: "dot@example.com", groups: ["dev"], via: "device" },
};

/** Knows people by made-up tokens, in place of a sign-in. */
export function peopleByToken(more: ReadonlyMap<string, Partial<Person>> = new Map()): {
  readonly bouncer: Bouncer;
  readonly idTokens: IdTokenReader;
} {
  const known = (token = ""): Person => person(FACTS[token] ?? more.get(token));
  return {
    bouncer: { personOf: async (request) => known(request.headers.get("authorization")?.replace("Bearer ", "")) },
    idTokens: { personOfIdToken: async (token) => known(/^id-(.*)/.exec(token.reveal())?.[1]) },
  };
}

function person(facts: Partial<Person> | undefined): Person {
  if (!facts) throw new HttpRefusal(401, "invalid_token", "sign in again", { "www-authenticate": "Bearer" });
  const groups = { groups: [], groupsAt: Date.now() };
  return { issuer: "https://id.example", subject: "", name: "", ...groups, via: "code", client: "actas", ...facts };
}
