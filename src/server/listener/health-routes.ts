import { HttpRefusal } from "../http-refusal.ts";
import type { ServerMetrics } from "../metrics/server-metrics.ts";
import type { Route } from "../server-part.ts";
import type { Readiness } from "./readiness.ts";
import { textResponse } from "./text-response.ts";

/** `/healthz`: the process runs. `/readyz`: it can answer. */
export function healthRoutes(readiness: Pick<Readiness, "problems">): readonly Route[] {
  return [
    { method: "GET", path: "/healthz", answer: () => textResponse("ok") },
    {
      method: "GET",
      path: "/readyz",
      answer: async () => {
        const problems = await readiness.problems();
        return problems.length === 0 ? textResponse("ok") : textResponse(problems.join("\n"), 503);
      },
    },
  ];
}

/**
 * `/metrics`, in the OpenMetrics format.
 *
 * @param at - `main`: where people ask, too. A proxy that keeps a path from the internet compares it as it was written,
 *   and here `/x/../metrics` is `/metrics`; so nobody is answered for whom a proxy asks.
 */
export function metricsRoute(metrics: Pick<ServerMetrics, "response">, at: "main" | "own"): Route {
  return {
    method: "GET",
    path: "/metrics",
    answer: ({ headers }) => {
      if (at === "main" && BY_PROXIES.some((name) => headers.has(name)))
        throw new HttpRefusal(404, "not_found", "cannot show metrics through a proxy");
      return metrics.response();
    },
  };
}

/** Headers that a proxy adds. Whoever sends one themselves sees less by it. */
const BY_PROXIES = ["x-forwarded-for", "forwarded", "via"];
