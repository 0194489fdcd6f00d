import type { StsLocation } from "../../aws/sts-location.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import type { Network } from "../../network/network.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";
import { refuse, refuseRoleFlags } from "../refuse-flags.ts";
import type { RoleHop } from "../role-hops.ts";

/** A role of a source that users sign in to. */
interface LentRole {
  readonly source: SourceDefinition;
  readonly sts: StsLocation;
}

/** Common to every kind of source that lends roles to a person who has signed in. */
export const LENT_ROLE = {
  assumedBy: "role",
  arnsOf: (): readonly string[] => [],
  signInOf: ({ source }: LentRole) => source,
  userOf: () => undefined,
  commandOf: () => undefined,
  within: <R extends LentRole>(source: R): R => source,
  over: <R extends LentRole>(reference: R, network: Network): R => ({
    ...reference,
    source: { ...reference.source, network },
    sts: { ...reference.sts, network },
  }),
  giver: ({ source }: LentRole) => `"${source.id}"`,
  refuseFlags(request: CredentialRequest, { source: { id } }: LentRole, chain: readonly RoleHop[]): void {
    const { serialNumber, tokenCode, durationSeconds } = request;
    refuse({ "--mfa-serial": serialNumber, "--otp": tokenCode }, `"${id}" asks for what it needs in the browser`);
    if (chain.length === 0) refuse({ "--duration": durationSeconds }, `"${id}" decides how long its credentials last`);
    refuseRoleFlags(request, chain, "the target assumes no role");
  },
} as const;
