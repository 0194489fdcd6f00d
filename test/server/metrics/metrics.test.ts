import { expect } from "bun:test";
import { setFaults } from "../../../src/sandbox/control/control-client.ts";
import { METRICS, type MetricDescription } from "../../../src/server/metrics/metrics.ts";
import { ACCOUNT, withTeam } from "../../support/lending/team-world.ts";
import { testNeeding } from "../../support/needs.ts";
import { metricsOf, numberIn } from "./open-metrics.ts";

testNeeding("postgres", "prometheus-client")(
  "metrics are OpenMetrics to a parser that is not ours, count loans by way and result, and name nobody",
  () =>
    withTeam({}, async ({ world, server, signIn }) => {
      await signIn();
      expect((await world.run(["whoami", `staff:${ACCOUNT}/Work`])).status).toBe(0);
      expect((await world.run(["whoami", `staff:${ACCOUNT}/Build`])).status).toBe(0);
      await setFaults(world.sandbox.url, { action: "AssumeRoleWithWebIdentity", throttle: "always" });
      expect((await world.run(["whoami", "--refresh", `staff:${ACCOUNT}/Work`])).status).not.toBe(0);
      await strangeRequests(server.url);
      // It counts itself from the second on.
      await fetch(`${server.url}metrics`);
      const families = await metricsOf(server.url);
      const described = Object.entries<MetricDescription>(METRICS);
      expect(families.map(({ name, type }) => [name, type]).sort()).toEqual(
        described.map(([name, { kind }]) => [name, kind as string]).sort(),
      );
      for (const { name, samples } of families) {
        const { labels } = (METRICS as Readonly<Record<string, MetricDescription>>)[name] ?? { labels: {} };
        for (const sample of samples)
          expect(
            Object.keys(sample.labels)
              .filter((label) => label !== "le")
              .sort(),
          ).toEqual(Object.keys(labels).sort());
      }
      const issued = { result: "issued" };
      expect(numberIn(families, "actas_loans_total", { mode: "mint", ...issued })).toBe(1);
      expect(numberIn(families, "actas_loans_total", { mode: "broker", ...issued })).toBe(1);
      expect(numberIn(families, "actas_loans_total", { mode: "mint", result: "failed" })).toBe(1);
      const byToken = { call: "AssumeRoleWithWebIdentity" };
      expect(numberIn(families, "actas_sts_seconds_count", { ...byToken, outcome: "ok" })).toBe(1);
      expect(numberIn(families, "actas_sts_seconds_count", { ...byToken, outcome: "throttled" })).toBe(1);
      expect(numberIn(families, "actas_sts_seconds_count", { call: "AssumeRole", outcome: "ok" })).toBe(1);
      expect(numberIn(families, "actas_signing_seconds_count", { outcome: "ok" })).toBe(2);
      expect(numberIn(families, "actas_signing_seconds_sum", { outcome: "ok" })).toBeGreaterThan(0.0005);
      expect(numberIn(families, "actas_database_waiting")).toBe(0);
      expect(numberIn(families, "actas_map_accounts")).toBe(1);
      expect(numberIn(families, "actas_map_roles")).toBe(3);
      expect(numberIn(families, "actas_map_age_seconds")).toBeLessThan(3_600);
      expect(numberIn(families, "actas_database_connections", { state: "used" })).toBeDefined();
      const said = families.flatMap(({ samples }) => samples.flatMap(({ labels }) => Object.values(labels))).join("\n");
      for (const word of ["ana", "Work", "Build", ACCOUNT, "dev", "127.0.0.1"]) expect(said).not.toContain(word);
      await strangeRequests(server.url);
      const after = await metricsOf(server.url);
      const seriesOf = (all: typeof families): number => all.reduce((sum, { samples }) => sum + samples.length, 0);
      expect(seriesOf(after)).toBe(seriesOf(families));
    }),
  120_000,
);

/** Paths, methods, hosts and tokens that nobody else uses. */
async function strangeRequests(url: string): Promise<void> {
  for (let at = 0; at < 20; at++) {
    const word = crypto.randomUUID();
    const body = JSON.stringify({ Role: word });
    const headers = { authorization: `Bearer ${word}`, "x-forwarded-for": word };
    await fetch(`${url}assume-role`, { method: "POST", headers, body });
    await fetch(url + word, { method: `M${word.replaceAll("-", "")}`, headers });
    await fetch(`${url}roles?${word}`, { headers });
  }
}
