import type { Clock } from "../../../base/clock.ts";
import { mintToken } from "../issuer/mint-token.ts";
import type { IssuerKeys } from "../issuer/signing-key.ts";
import { type LendingWay, sessionOf } from "./lending-way.ts";
import { locationOf, type StsAccess } from "./sts-access.ts";
import type { LoanSts } from "./timed-sts.ts";

/** The longest session of any role. */
const MOST_SECONDS = 43_200;

export interface MintTools extends StsAccess {
  readonly sts: LoanSts;
  readonly clock: Clock;
  readonly issuer: string;
  readonly keys: IssuerKeys;
  readonly sourceIdentity: "sent" | "none";
}

/** The server vouches for the person with a token for this one role, which STS takes for credentials. */
export function mintWay({ sts, clock, issuer, keys, sourceIdentity, ...access }: MintTools): LendingWay {
  return {
    mostSeconds: MOST_SECONDS,
    async credentials(loan, tags) {
      const { groups, names, requestId, role } = loan;
      const token = await mintToken({
        issuer,
        key: await keys.current(),
        names,
        groups,
        tags,
        ...(sourceIdentity === "sent" && { sourceIdentity: names.sourceIdentity }),
        id: requestId,
        now: clock.now(),
      });
      return sts.assumeRoleWithWebIdentity(locationOf(role.arn, access), {
        ...sessionOf(loan),
        token,
      });
    },
  };
}
