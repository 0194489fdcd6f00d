import type { MadeUpAws } from "./made-up-aws.ts";

/** The planned fault of a call: none, a refusal in the form of its service, or another answer. */
export type InjectedFault =
  | "none"
  | "throttle"
  | "serverError"
  | { readonly response: Response; readonly outcome: string };

/** Waits for the planned delay, and returns the fault of this call. */
export async function injectFault(action: string, { faults }: MadeUpAws, accountId?: string): Promise<InjectedFault> {
  const fault = faults.next(action, accountId);
  const latencyMs = faults.latencyMs(accountId);
  if (latencyMs > 0) await Bun.sleep(latencyMs);
  if (fault === "drop") return { response: dropped(), outcome: "dropped" };
  if (fault === "instead") return { response: instead(faults.plan.answer), outcome: "answered otherwise" };
  return fault;
}

/** A body that fails before its first byte: Bun then closes the connection without an answer. */
function dropped(): Response {
  return new Response(new ReadableStream({ start: (controller) => controller.error() }));
}

function instead({ status, headers, body }: MadeUpAws["faults"]["plan"]["answer"]): Response {
  return new Response(body, { status, headers });
}
