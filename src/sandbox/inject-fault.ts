import type { MadeUpAws } from "./made-up-aws.ts";

/** What the fault plan has for a call: nothing, a refusal in the words of its service, or an answer instead. */
export type InjectedFault =
  | "none"
  | "throttle"
  | "serverError"
  | { readonly response: Response; readonly outcome: string };

/** Waits as long as the plan says, and gives what shall go wrong with this call. */
export async function injectFault(action: string, { faults }: MadeUpAws): Promise<InjectedFault> {
  const fault = faults.next(action);
  if (faults.plan.latencyMs > 0) await Bun.sleep(faults.plan.latencyMs);
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
