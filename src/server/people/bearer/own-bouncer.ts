import type { Bouncer, Person } from "../person.ts";
import type { FreshGroups } from "../sign-ins/fresh-groups.ts";
import type { KeptSignIn, KeptSignIns } from "../sign-ins/kept-sign-ins.ts";
import type { ProofTools } from "./accept-proof.ts";
import { acceptToken } from "./accept-token.ts";
import type { TokenRules } from "./access-token.ts";
import { refuseToken } from "./refuse-token.ts";

interface Tools extends ProofTools {
  readonly signIns: KeptSignIns;
  readonly freshGroups: FreshGroups;
}

/** Knows people by the access tokens of the server's own authorization server, as long as their sign-in lasts. */
export class OwnBouncer implements Bouncer {
  readonly #rules: TokenRules;
  readonly #tools: Tools;

  constructor(rules: TokenRules, tools: Tools) {
    this.#rules = rules;
    this.#tools = tools;
  }

  async personOf(request: Request, freshness: "held" | "now"): Promise<Person> {
    const { freshGroups, signIns } = this.#tools;
    const { claims } = await acceptToken(request, this.#rules, this.#tools);
    const { client_id, sid, sub } = claims;
    const signIn = typeof sid === "string" ? await signIns.find(sid) : undefined;
    // Nothing is lent on the word of the token alone: the sign-in may have been ended since.
    if (!signIn || signIn.subject !== sub || signIn.client !== client_id) throw refuseToken("your sign-in has ended");
    const person = personIn(freshness === "now" ? await freshGroups.freshened(signIn) : signIn);
    return { ...person, requireSignedIn: async () => void (await signIns.require(signIn.id)) };
  }
}

function personIn({ client, groups, groupsAt, issuer, name, subject, via }: KeptSignIn): Person {
  return { issuer, subject, name, groups, groupsAt, via, client };
}
