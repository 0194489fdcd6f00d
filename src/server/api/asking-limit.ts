import { HttpRefusal } from "../http-refusal.ts";
import { type Rate, TokenBuckets } from "../lending/limits/token-bucket.ts";
import type { Bouncer, IdTokenReader, Person } from "../people/person.ts";

/** For programs that people use far too much; a list of a thousand roles takes some milliseconds. */
const USUAL: Rate = { burst: 600, perMinute: 600 };

/** How often a person is answered by a replica, besides loans: they have limits that all replicas share. */
export class AskingLimit {
  readonly #buckets: TokenBuckets;

  /** @param now - milliseconds; only differences count */
  constructor(now: () => number, rate = USUAL) {
    this.#buckets = new TokenBuckets(rate, now);
  }

  /** The same bouncer, who lets nobody in too often. */
  bouncer(bouncer: Bouncer): Bouncer {
    return { personOf: async (request, freshness) => this.#admit(await bouncer.personOf(request, freshness)) };
  }

  /** The same for who is known by an ID token. */
  idTokens(reader: IdTokenReader): IdTokenReader {
    return { personOfIdToken: async (token) => this.#admit(await reader.personOfIdToken(token)) };
  }

  /** @throws {HttpRefusal} 429 */
  #admit(person: Person): Person {
    const seconds = this.#buckets.take(JSON.stringify([person.issuer, person.subject]));
    if (seconds === 0) return person;
    const why = `you have asked too often; try again in ${seconds} s`;
    throw new HttpRefusal(429, "too_many_requests", why, { "retry-after": `${seconds}` });
  }
}
