import { z } from "zod";

const Count = z.union([z.number().int().nonnegative(), z.literal("always")]);

const Plan = z.strictObject({
  /** Every answer waits so long. */
  latencyMs: z.number().nonnegative().default(0),
  /** How many of the next calls are answered `Throttling`. */
  throttle: Count.default(0),
  /** How many of the next calls are answered `ServiceUnavailable`, 503. */
  serverError: Count.default(0),
  /** How many of the next calls have their connection closed without an answer. */
  drop: Count.default(0),
  /** How many of the next calls are answered with `answer`, whatever was asked. */
  instead: Count.default(0),
  /** As from a captive portal or a broken proxy. */
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
  /** Credentials end after this time whatever was asked for, also below AWS's shortest. */
  lifetimeSeconds: z.number().positive().optional(),
  /** Only calls of this action are throttled, refused or dropped. */
  action: z.string().optional(),
});

/** What goes wrong with one call. */
export type Fault = "none" | "throttle" | "serverError" | "drop" | "instead";

/** What shall go wrong, until it is replaced. */
export class FaultPlan {
  #plan = Plan.parse({});

  get plan(): z.output<typeof Plan> {
    return this.#plan;
  }

  /**
   * Replaces the plan; what is not named stops going wrong.
   *
   * @throws {z.ZodError} a word that is not in the plan, or a value of the wrong type
   */
  replace(plan: unknown): void {
    this.#plan = Plan.parse(plan);
  }

  /** The fault of the next call, and one less to come. */
  next(action: string): Fault {
    if ((this.#plan.action ?? action) !== action) return "none";
    const fault = (["drop", "instead", "serverError", "throttle"] as const).find((kind) => this.#plan[kind] !== 0);
    const left = fault && this.#plan[fault];
    if (fault && typeof left === "number") this.#plan = { ...this.#plan, [fault]: left - 1 };
    return fault ?? "none";
  }
}

/** What may be said of a plan; everything has a default. */
export type FaultPlanInput = z.input<typeof Plan>;
