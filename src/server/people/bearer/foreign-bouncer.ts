import { ActasError } from "../../../base/errors.ts";
import type { Secret } from "../../../base/secret.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import type { Bouncer, Person } from "../person.ts";
import type { ClaimNames, PersonFacts } from "../upstream/facts-of-claims.ts";
import type { ProofTools } from "./accept-proof.ts";
import { type AcceptedToken, acceptToken } from "./accept-token.ts";
import type { AccessTokenClaims, TokenRules } from "./access-token.ts";
import { factsInToken } from "./facts-in-token.ts";
import { refuseToken } from "./refuse-token.ts";

/** How people are known by the tokens of an authorization server that is not ours. */
export interface ForeignRules extends ClaimNames {
  readonly token: TokenRules;
  /** Groups in a token that is older do not count for a loan. */
  readonly groupsSeconds: number;
}

/** Asks the authorization server what it says of a person now; `ended`: it does not take the token any more. */
export type AskAgain = (
  token: Secret,
  subject: string,
) => Promise<Readonly<Record<string, unknown>> | "ended" | "cannot">;

/** Knows people by the access tokens of an authorization server that was there before. @see RFC 9068 */
export class ForeignBouncer implements Bouncer {
  readonly #rules: ForeignRules;
  readonly #askAgain: AskAgain;
  readonly #tools: ProofTools;

  constructor(rules: ForeignRules, askAgain: AskAgain, tools: ProofTools) {
    this.#rules = rules;
    this.#askAgain = askAgain;
    this.#tools = tools;
  }

  async personOf(request: Request, freshness: "held" | "now"): Promise<Person> {
    const { clock } = this.#tools;
    const accepted = await acceptToken(request, this.#rules.token, this.#tools);
    const { claims } = accepted;
    const isFresh = clock.now() / 1000 - claims.iat <= this.#rules.groupsSeconds;
    if (freshness === "held" || isFresh)
      return this.#person(claims, factsInToken(claims, this.#rules), claims.iat * 1000);
    const now = clock.now();
    const said = await this.#said(accepted);
    if (said === "ended") throw refuseToken("the authorization server does not take your token any more");
    if (said === "cannot") throw refuseToken("what your token says of your groups is too old");
    // Only what is said now of groups: those of the token may have been taken away since.
    const { name } = factsInToken({ ...claims, ...said }, this.#rules);
    const { groups } = factsInToken({ ...said, sub: claims.sub }, this.#rules);
    return this.#person(claims, { name, groups }, now);
  }

  async #said({ claims, isBound, token }: AcceptedToken): ReturnType<AskAgain> {
    // Its key is the program's, and so nobody else can show it.
    if (isBound) return "cannot";
    try {
      return await this.#askAgain(token, claims.sub);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      throw new HttpRefusal(
        503,
        "temporarily_unavailable",
        "the authorization server cannot be asked which groups you are in; try again in a minute",
        { "retry-after": "10" },
      );
    }
  }

  #person({ client_id, sub }: AccessTokenClaims, { groups, name }: PersonFacts, groupsAt: number): Person {
    return { issuer: this.#rules.token.issuer, subject: sub, name, groups, groupsAt, via: "token", client: client_id };
  }
}
