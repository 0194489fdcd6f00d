import { HttpRefusal } from "../../http-refusal.ts";
import { TokenBuckets } from "../../lending/limits/token-bucket.ts";
import type { ClientFacts } from "../../server-part.ts";
import { countedAs } from "../device/networks.ts";

/** Of one address, behind which a whole company may be. */
const RATE = { burst: 300, perMinute: 300 };

/** How often each address has something kept for a sign-in that has not proved yet whose it is. */
export class Beginnings {
  readonly #buckets = new TokenBuckets(RATE, () => performance.now());

  /** Before anything is kept for somebody unknown. @throws {HttpRefusal} 429 */
  admit({ address }: Pick<ClientFacts, "address">): void {
    const seconds = this.#buckets.take(countedAs(address));
    if (seconds === 0) return;
    const message = `too many sign-ins begin where you are; try again in ${seconds} s`;
    throw new HttpRefusal(429, "too_many_requests", message, { "retry-after": `${seconds}` });
  }
}
