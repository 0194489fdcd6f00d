import { HttpRefusal } from "../../http-refusal.ts";
import { type Rate, TokenBuckets } from "./token-bucket.ts";

/** How often is lent, by one replica. */
export interface LimitSettings {
  readonly person: Rate;
  readonly role: Rate;
  /** STS takes some 600 calls a second of an account, which scans share. */
  readonly all: Rate;
}

export const USUAL_LIMITS: LimitSettings = {
  person: { burst: 60, perMinute: 60 },
  role: { burst: 300, perMinute: 600 },
  all: { burst: 600, perMinute: 6_000 },
};

/** Limits for a person, for a role and for all together, so that no one of them uses up what STS takes. */
export class LoanLimits {
  readonly #person: TokenBuckets;
  readonly #role: TokenBuckets;
  readonly #all: TokenBuckets;

  constructor(settings: LimitSettings, now: () => number) {
    this.#person = new TokenBuckets(settings.person, now);
    this.#role = new TokenBuckets(settings.role, now);
    this.#all = new TokenBuckets(settings.all, now);
  }

  /** For each request of a person that is not answered with what another gets just now. @throws {HttpRefusal} 429 */
  admitPerson(person: string): void {
    refuseAfter(this.#person.take(person), "you have asked too often");
  }

  /** For each call of STS. @throws {HttpRefusal} 429 */
  admitCall(roleArn: string): void {
    refuseAfter(this.#role.take(roleArn), "this role was asked for too often");
    const seconds = this.#all.take("");
    if (seconds > 0) this.#role.giveBack(roleArn);
    refuseAfter(seconds, "this server is asked too often");
  }
}

function refuseAfter(seconds: number, why: string): void {
  if (seconds === 0) return;
  throw new HttpRefusal(429, "too_many_requests", `${why}; try again in ${seconds} s`, { "retry-after": `${seconds}` });
}
