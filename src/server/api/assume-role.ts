import { z } from "zod/mini";
import { processOutput } from "../../delivery/process-output.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { Lender } from "../lending/lender.ts";
import type { Bouncer } from "../people/person.ts";
import type { Route } from "../server-part.ts";
import { jsonBody } from "./json-body.ts";

/** As Mairu sends it, and two members of ours. What else there is counts for nothing. */
const Body = z.object({
  Role: z.string().check(z.minLength(1), z.maxLength(2048)),
  DurationSeconds: z.optional(z.nullable(z.number().check(z.int(), z.positive()))),
  Reason: z.optional(z.nullable(z.string().check(z.maxLength(1024)))),
});

/**
 * `POST /assume-role`: the credentials of a role, in the form of a `credential_process`. The body is JSON whatever its
 * type is said to be.
 *
 * @see https://github.com/sorah/mairu, its HTTP API
 */
export function assumeRoleRoute(bouncer: Bouncer, lender: Pick<Lender, "lend">): Route {
  return {
    method: "POST",
    path: "/assume-role",
    // Mairu shows its user the body as it is.
    refusals: "text",
    answer: async (request, { address, requestId = crypto.randomUUID() }) => {
      const person = await bouncer.personOf(request, "now");
      const { data } = Body.safeParse(await jsonBody(request));
      if (!data) throw new HttpRefusal(400, "invalid_request", 'the body must be JSON such as {"Role": "…"}');
      const { Role: role, DurationSeconds, Reason } = data;
      const { credentials } = await lender.lend({
        person,
        role,
        ...(DurationSeconds != null && { durationSeconds: DurationSeconds }),
        ...(Reason?.trim() && { reason: Reason.trim() }),
        address,
        requestId,
      });
      return new Response(processOutput(credentials), {
        headers: { "content-type": "application/json", "cache-control": "no-store", "actas-request": requestId },
      });
    },
  };
}
