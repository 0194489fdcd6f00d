import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Network } from "../network/network.ts";
import type { AuditTrail } from "./audit/audit-record.ts";
import type { Measures } from "./metrics/measures.ts";
import type { Database } from "./store/database.ts";

/** What every part of the server works with. */
export interface ServerTools {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: nobody looks at numbers. */
  readonly measures?: Measures;
  /** Absent: neither a proxy nor authorities of one's own. */
  readonly network?: Network;
  /** The server's address as clients write it, with a slash at its end. */
  readonly url: string;
  /** Tells this replica from others, in leases and logs. */
  readonly replica: string;
}
