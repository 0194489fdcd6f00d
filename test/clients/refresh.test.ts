import { expect } from "bun:test";
import { testWith } from "../support/needs.ts";
import { withSandbox } from "../support/world.ts";
import { pythonCaller } from "./clients.ts";
import { goCaller } from "./go-caller.ts";

const CALLERS = [
  { name: "boto3", tools: ["python3", "boto3"], command: pythonCaller },
  { name: "Go SDK v2", tools: ["go", "go-aws-sdk"], command: goCaller },
];

for (const { name, tools, command } of CALLERS) {
  testWith({ tools, timeoutMs: 120_000 }, `${name} gets new credentials from the endpoint while it runs`, () =>
    withSandbox(async (world) => {
      await world.faults({ lifetimeSeconds: 6 });
      const words = ["exec", "readonly", "--", ...(await command()), "until-refreshed"];
      const { status, stdout, stderr } = await world.run(words, { env: { SANDBOX_URL: world.sandbox.url } });
      expect(stdout, stderr).toEndWith("keys used: 2\n");
      expect(status).toBe(0);
    }),
  );
}
