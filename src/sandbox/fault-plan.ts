import { z } from "zod";

const Count = z.union([z.number().int().nonnegative(), z.literal("always")]);

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

  /** Takes the fault of the next call from the plan. */
  next(action: string): Fault {
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
}

/** A fault plan as input; everything has a default. */
export type FaultPlanInput = z.input<typeof Plan>;
