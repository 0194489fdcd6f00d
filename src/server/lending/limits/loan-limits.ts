import { HttpRefusal } from "../../http-refusal.ts";
import { LimitReached, type Take } from "./shared-limits.ts";
import { type Rate, TokenBuckets } from "./token-bucket.ts";

/** How often is lent, by all replicas together. */
export interface LimitSettings {
  readonly person: Rate;
  readonly role: Rate;
  /** STS takes some 600 calls a second of an account, which scans share. */
  readonly all: Rate;
}

type Kind = keyof LimitSettings;

export const USUAL_LIMITS: LimitSettings = {
  person: { burst: 60, perMinute: 60 },
  role: { burst: 300, perMinute: 600 },
  all: { burst: 600, perMinute: 6_000 },
};

const WHY: Readonly<Record<Kind, string>> = {
  person: "you have asked too often",
  role: "this role was asked for too often",
  all: "this server is asked too often",
};

/** A limit that has been reached. */
export class LimitRefusal extends HttpRefusal {
  readonly kind: Kind;

  constructor(kind: Kind, seconds: number) {
    const after = { "retry-after": `${seconds}` };
    super(429, "too_many_requests", `${WHY[kind]}; try again in ${seconds} s`, after);
    this.kind = kind;
  }
}

/** What a loan takes of a limit. */
interface LoanTake extends Take {
  readonly kind: Kind;
  readonly key: string;
}

/**
 * Limits for a person, for a role and for all together, so that no one of them uses up what STS takes. The database has
 * them, for all replicas; each has buckets besides, so that whoever asks all the time does not have it asked all the time.
 */
export class LoanLimits {
  readonly #settings: LimitSettings;
  readonly #buckets: Readonly<Record<Kind, TokenBuckets>>;

  constructor(settings: LimitSettings, now: () => number) {
    this.#settings = settings;
    const bucketsOf = (kind: Kind): TokenBuckets => new TokenBuckets(settings[kind], now);
    this.#buckets = { person: bucketsOf("person"), role: bucketsOf("role"), all: bucketsOf("all") };
  }

  /** For each request of a person that is not answered with what another gets just now. @throws {LimitRefusal} */
  admitPerson(person: string): void {
    this.#admit("person", person);
  }

  /** For each call of STS. @throws {LimitRefusal} */
  admitCall(roleArn: string): void {
    this.#admit("role", roleArn);
    try {
      this.#admit("all", "");
    } catch (error) {
      this.#buckets.role.giveBack(roleArn);
      throw error;
    }
  }

  /** What the record of a refusal uses up. */
  takesOf(person: string): readonly LoanTake[] {
    return [this.#take("person", person)];
  }

  /** What the record of a loan uses up. */
  takesOfLoan(person: string, roleArn: string): readonly LoanTake[] {
    return [...this.takesOf(person), this.#take("role", roleArn), this.#take("all", "")];
  }

  /**
   * Does what uses up limits of all replicas.
   *
   * @throws {LimitRefusal} when `work` throws that one is reached: this replica then refuses by itself for as long
   */
  async using(takes: readonly LoanTake[], work: (takes: readonly Take[]) => Promise<void>): Promise<void> {
    try {
      await work(takes);
    } catch (error) {
      const reached = error instanceof LimitReached ? takes.find((take) => take === error.take) : undefined;
      if (!(error instanceof LimitReached) || !reached) throw error;
      for (const { key, kind } of takes) if (kind !== "person") this.#buckets[kind].giveBack(key);
      this.#buckets[reached.kind].hold(reached.key, error.seconds);
      throw new LimitRefusal(reached.kind, error.seconds);
    }
  }

  #admit(kind: Kind, key: string): void {
    const seconds = this.#buckets[kind].take(key);
    if (seconds > 0) throw new LimitRefusal(kind, seconds);
  }

  #take(kind: Kind, key: string): LoanTake {
    return { kind, key, name: `${kind} ${key}`, rate: this.#settings[kind] };
  }
}
