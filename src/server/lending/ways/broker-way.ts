import type { Credentials } from "../../../base/credentials.ts";
import { type LendingWay, sessionOf } from "./lending-way.ts";
import { locationOf, type StsAccess } from "./sts-access.ts";
import type { LoanSts } from "./timed-sts.ts";

/** AWS ends a session that was begun by another after an hour. */
const CHAINED_SECONDS = 3600;

export interface BrokerTools extends StsAccess {
  readonly sts: LoanSts;
  /** Of the role that this server has. */
  readonly ownCredentials: () => Promise<Credentials>;
  /** Ours, and nobody's who asks: without it no role would know whom the server lends for. */
  readonly externalId: string;
  readonly sourceIdentity: "sent" | "none";
}

/** The server's own role assumes the role, and says for whom. */
export function brokerWay({ sts, ownCredentials, externalId, sourceIdentity, ...access }: BrokerTools): LendingWay {
  return {
    mostSeconds: CHAINED_SECONDS,
    async credentials(loan, tags) {
      const { names, role } = loan;
      return sts.assumeRole(locationOf(role.arn, access), await ownCredentials(), {
        ...sessionOf(loan),
        externalId,
        tags,
        ...(sourceIdentity === "sent" && { sourceIdentity: names.sourceIdentity }),
      });
    },
  };
}
