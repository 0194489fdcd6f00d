import { z } from "zod";

const Count = z.union([z.number().int().nonnegative(), z.literal("always")]);

/** What happens to calls that are about one account: AssumeRole of its roles, and calls with their credentials. */
const OfAccount = z.strictObject({
  /** Delay beside that of every answer. */
  latencyMs: z.number().nonnegative().default(0),
  throttle: Count.default(0),
  serverError: Count.default(0),
  drop: Count.default(0),
  /** Whether its roles trust nobody. */
  deny: z.boolean().default(false),
});

const Plan = z.strictObject({
  /** How many calls have no fault before the first that may have one. */
  after: z.number().int().nonnegative().default(0),
  /** Delay of every answer. */
  latencyMs: z.number().nonnegative().default(0),
  /** How many of the next calls are answered `Throttling`. */
  throttle: Count.default(0),
  /** How many of the next calls are answered `ServiceUnavailable`, 503. */
  serverError: Count.default(0),
  /** How many of the next calls have their connection closed without an answer. */
  drop: Count.default(0),
  /** How many of the next calls are answered with `answer`, whatever was asked. */
  instead: Count.default(0),
  /** An answer like that of a captive portal or a broken proxy. */
  answer: z
    .strictObject({
      status: z.number().int().min(200).max(599),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.string().default(""),
    })
    .default({
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<!doctype html><title>Welcome to the airport</title><p>Sign in to use our network",
    }),
  /** How far the sandbox's clock is ahead (or behind, when negative). */
  clockOffsetSeconds: z.number().default(0),
  /** Credentials end after this time, whatever was requested; it may be shorter than AWS's minimum. */
  lifetimeSeconds: z.number().positive().optional(),
  /** Only calls of this action are throttled, refused or dropped. */
  action: z.string().optional(),
  /** By account; whatever is planned here comes first. */
  accounts: z.record(z.string().regex(/^\d{12}$/), OfAccount).default({}),
  /** How many calls IAM answers for one account within a second; more are throttled. */
  iamPerSecond: z.number().positive().optional(),
});

/** The fault of one call. */
export type Fault = "none" | "throttle" | "serverError" | "drop" | "instead";

/** The planned faults, until the plan is replaced. */
export class FaultPlan {
  #plan = Plan.parse({});

  get plan(): z.output<typeof Plan> {
    return this.#plan;
  }

  /**
   * Replaces the plan; faults not named in it end.
   *
   * @throws {z.ZodError} a word that is not in the plan, or a value of the wrong type
   */
  replace(plan: unknown): void {
    this.#plan = Plan.parse(plan);
  }

  /** Takes the fault of the next call from the plan. @param accountId - the account it is about, if that is known */
  next(action: string, accountId = ""): Fault {
    const own = this.#ofAccount(accountId);
    if (own !== "none") return own;
    if ((this.#plan.action ?? action) !== action) return "none";
    if (this.#plan.after > 0) {
      this.#plan = { ...this.#plan, after: this.#plan.after - 1 };
      return "none";
    }
    const fault = (["drop", "instead", "serverError", "throttle"] as const).find((kind) => this.#plan[kind] !== 0);
    const left = fault && this.#plan[fault];
    if (fault && typeof left === "number") this.#plan = { ...this.#plan, [fault]: left - 1 };
    return fault ?? "none";
  }

  /** How long the answer is delayed. */
  latencyMs(accountId = ""): number {
    return this.#plan.latencyMs + (this.#plan.accounts[accountId]?.latencyMs ?? 0);
  }

  #ofAccount(accountId: string): Fault {
    const own = this.#plan.accounts[accountId];
    if (!own) return "none";
    const fault = (["drop", "serverError", "throttle"] as const).find((kind) => own[kind] !== 0);
    const left = fault && own[fault];
    if (fault && typeof left === "number") {
      const accounts = { ...this.#plan.accounts, [accountId]: { ...own, [fault]: left - 1 } };
      this.#plan = { ...this.#plan, accounts };
    }
    return fault ?? "none";
  }
}

/** A fault plan as input; everything has a default. */
export type FaultPlanInput = z.input<typeof Plan>;
