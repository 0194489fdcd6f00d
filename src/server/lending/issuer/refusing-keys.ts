import type { Log } from "../../../base/log.ts";
import { reasonOf } from "../../../base/system-error.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import type { NotReady } from "../../server-part.ts";
import type { IssuerKeys } from "./signing-key.ts";

/** The same keys; while they cannot be used, who asks is refused, and the log says why. */
export function refusingKeys(keys: IssuerKeys, log: Log): IssuerKeys {
  const refuse = (error: unknown): never => {
    log(`cannot use the issuer's keys: ${reasonOf(error)}`);
    throw new HttpRefusal(503, "unavailable", "the keys of this server cannot be used now; ask who runs it");
  };
  return { current: () => keys.current().catch(refuse), published: () => keys.published().catch(refuse) };
}

/** Says whether keys can be used. Probes ask again and again, so the log says why not once for each reason. */
export function whetherUsable(keys: IssuerKeys, log: Log): () => Promise<NotReady | undefined> {
  let logged: string | undefined;
  return async () => {
    try {
      await Promise.all([keys.current(), keys.published()]);
      logged = undefined;
      return undefined;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== logged) log(`not ready: cannot use the issuer's keys: ${reason}`);
      logged = reason;
      return "the issuer's keys cannot be used";
    }
  };
}
