import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { createScanningPart, type ScanningPart } from "../../../src/server/scanning/scanning-part.ts";
import type { ScanningSettings } from "../../../src/server/scanning/scanning-settings.ts";
import type { Database } from "../../../src/server/store/database.ts";

/** A part that reads the accounts of a sandbox as its user ben. */
export function scanningPart(
  database: Database,
  sandboxUrl: string,
  settings: ScanningSettings,
  replica: string,
  log: (line: string) => void,
  leaseMs = 1_500,
): ScanningPart {
  const keys = {
    accessKeyId: "AKIASANDBOXBEN000001",
    secretAccessKey: new Secret("sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB"),
  };
  const caller = { clock: new Clock(), credentials: async () => keys, environment: { AWS_ENDPOINT_URL: sandboxUrl } };
  return createScanningPart({ database, log, replica }, settings, { caller, lookEveryMs: 50, leaseMs });
}
