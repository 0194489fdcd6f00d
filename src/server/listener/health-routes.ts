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

/** `/metrics`, in the OpenMetrics format. */
export function metricsRoute(metrics: Pick<ServerMetrics, "response">): Route {
  return { method: "GET", path: "/metrics", answer: () => metrics.response() };
}
