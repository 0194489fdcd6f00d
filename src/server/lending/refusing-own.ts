import type { Credentials } from "../../base/credentials.ts";
import type { Log } from "../../base/log.ts";
import { reasonOf } from "../../base/system-error.ts";
import { HttpRefusal } from "../http-refusal.ts";

/** The same credentials of the server's own role; while there are none, who asks is refused, and the log says why. */
export function refusingOwn(ownCredentials: () => Promise<Credentials>, log: Log): () => Promise<Credentials> {
  return () =>
    ownCredentials().catch((error: unknown) => {
      // AWS's refusal would pass for one of the role that is asked for.
      log(`cannot use the role of this server: ${reasonOf(error)}`);
      throw new HttpRefusal(503, "unavailable", "this server has no credentials of its own now; ask who runs it");
    });
}
