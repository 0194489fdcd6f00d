import { type Sandbox, type SandboxOptions, startSandbox } from "../../../src/sandbox/start.ts";
import type { ScanningPart } from "../../../src/server/scanning/scanning-part.ts";
import type { ScanningSettings } from "../../../src/server/scanning/scanning-settings.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { type TestDatabase, testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";
import { scanningPart } from "./part-of-sandbox.ts";

/** A sandbox, a database, and replicas that scan the one into the other. */
export class ScanningWorld implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly said: string[] = [];
  readonly #made: TestDatabase;
  readonly #stops: (() => Promise<void>)[] = [];

  private constructor(sandbox: Sandbox, made: TestDatabase) {
    this.sandbox = sandbox;
    this.#made = made;
  }

  static async create(settings: SandboxOptions["settings"] = { accounts: 3 }): Promise<ScanningWorld> {
    return new ScanningWorld(startSandbox({ settings }), await testDatabase());
  }

  get database(): Database {
    return this.#made.database;
  }

  get url(): string {
    return this.#made.url;
  }

  /** Starts a replica. It scans at once if nothing is planned. */
  replica(settings: Partial<ScanningSettings> = {}, leaseMs?: number): ScanningPart {
    const name = `replica-${this.#stops.length}`;
    const log = (line: string): void => void this.said.push(line);
    const all = { organization: {}, ...settings };
    const part = scanningPart(this.database, this.sandbox.url, all, name, log, leaseMs);
    const stop = new AbortController();
    const work = part.work?.(stop.signal);
    this.#stops.push(async () => {
      stop.abort(new Error("the replica stops"));
      await work;
    });
    return part;
  }

  /** Waits until so many scans have ended. */
  async scanned(count: number): Promise<void> {
    await until(`${count} scans have ended`, async () => {
      const [row] = await this.database.query<{ ended: number }>(
        "SELECT count(*)::integer AS ended FROM scan_run WHERE ended_at IS NOT NULL",
      );
      return (row?.ended ?? 0) >= count;
    });
  }

  /** Has the next scan begin now, as if it were time. */
  async itIsTime(): Promise<void> {
    await this.database.query("UPDATE job SET due_at = now() WHERE kind = 'scan'");
  }

  async version(): Promise<number> {
    const [row] = await this.database.query<{ version: number }>("SELECT version FROM map_version");
    return Number(row?.version);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops) await stop();
    await this.sandbox.stop();
    await this.#made[Symbol.asyncDispose]();
  }
}
