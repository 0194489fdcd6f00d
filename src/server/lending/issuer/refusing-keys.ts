import { isTransient } from "../../../base/errors.ts";
import type { Log } from "../../../base/log.ts";
import { reasonOf } from "../../../base/system-error.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import type { NotReady } from "../../server-part.ts";
import type { IssuerKeys } from "./signing-key.ts";

const AGAIN = { "retry-after": "5" };

/**
 * The same keys; while they cannot be used, who asks is refused, and the log says why. What KMS refuses is about the
 * server: nobody may take it for what STS refuses, which is about a role.
 */
export function refusingKeys(keys: IssuerKeys, log: Log): IssuerKeys {
  const refuse = (error: unknown): never => {
    log(`cannot use the issuer's keys: ${reasonOf(error)}`);
    if (isTransient(error))
      throw new HttpRefusal(
        503,
        "temporarily_unavailable",
        "the keys of this server cannot be used just now; try again",
        AGAIN,
      );
    throw new HttpRefusal(503, "unavailable", "the keys of this server cannot be used now; ask who runs it");
  };
  return {
    async current() {
      const key = await keys.current().catch(refuse);
      return { ...key, sign: (text) => key.sign(text).catch(refuse) };
    },
    published: () => keys.published().catch(refuse),
  };
}

/** Has no dots, so that no signature of it is one of a token. */
const PROBE = "whether this key signs";

/**
 * Says whether keys can be used. They have to sign once: a replica that may not use them must not replace one that may.
 * That they signed before is enough afterwards: while KMS is away it is so for all replicas, and what they answer besides
 * loans, such as the published keys, is worth more than none of them in a load balancer.
 *
 * Probes ask again and again, so the log says why not once for each reason.
 */
export function whetherUsable(keys: IssuerKeys, log: Log): () => Promise<NotReady | undefined> {
  let logged: string | undefined;
  let signed = false;
  return async () => {
    try {
      const [key] = await Promise.all([keys.current(), keys.published()]);
      if (!signed) await key.sign(PROBE);
      signed = true;
      logged = undefined;
      return undefined;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== logged) log(`not ready: ${reason}`);
      logged = reason;
      return "the issuer's keys cannot be used";
    }
  };
}
