import { KmsKeys } from "../../aws/kms/kms-keys.ts";
import { Sts } from "../../aws/sts.ts";
import type { Credentials } from "../../base/credentials.ts";
import { reasonOf } from "../../base/system-error.ts";
import { pause } from "../jobs/pause.ts";
import type { RoleMap } from "../roles/role-map.ts";
import type { ServerPart } from "../server-part.ts";
import type { ServerTools } from "../server-tools.ts";
import type { AwsEndpoints } from "./aws-endpoints.ts";
import { BrokerReserve } from "./broker-reserve.ts";
import { sentToAws } from "./facts-of-loan.ts";
import { issuerOf, issuerRoutes } from "./issuer/issuer-routes.ts";
import { FileKeys, makeKeyFile } from "./issuer/key-file.ts";
import { KmsIssuerKeys } from "./issuer/kms-issuer-keys.ts";
import { refusingKeys, whetherUsable } from "./issuer/refusing-keys.ts";
import type { IssuerKeys } from "./issuer/signing-key.ts";
import { timedKeys } from "./issuer/timed-keys.ts";
import { Lender } from "./lender.ts";
import type { LendingSettings } from "./lending-settings.ts";
import { expectedLoan } from "./lent-ways.ts";
import { LoanLimits, USUAL_LIMITS } from "./limits/loan-limits.ts";
import { forgetUnusedLimits } from "./limits/shared-limits.ts";
import { refusingOwn } from "./refusing-own.ts";
import type { LendingRules } from "./rules/rule.ts";
import { rulesOf } from "./rules/rules-shape.ts";
import { brokerWay } from "./ways/broker-way.ts";
import { mintWay } from "./ways/mint-way.ts";
import { tellOfRoom } from "./ways/tell-of-room.ts";
import { timedSts } from "./ways/timed-sts.ts";

/** What lending needs of other parts and of the machine. */
export interface LendingNeeds {
  readonly roles: RoleMap;
  /** Of the role that this server has in AWS. */
  readonly ownCredentials: () => Promise<Credentials>;
  /** In place of AWS's own addresses, for a test. */
  readonly endpoints?: AwsEndpoints;
  readonly askForScan: (accountId: string) => Promise<void>;
}

export interface LendingPart extends ServerPart {
  readonly lender: Lender;
  readonly rules: LendingRules;
  readonly reserve: BrokerReserve;
}

export const USUAL_REGION = "us-east-1";
const USUAL_STALE_HOURS = 24;
const FORGET_EVERY_MS = 10 * 60_000;

/** Lends roles, and answers what AWS asks of the issuer. @throws {ActasError} `configuration` */
export function createLendingPart(tools: ServerTools, settings: LendingSettings, needs: LendingNeeds): LendingPart {
  const { audit, clock, log, measures, network } = tools;
  const issuer = issuerOf(tools.url);
  const found = issuerKeys(tools, settings, needs);
  const keys = found && refusingKeys(timedKeys(found, measures), log);
  const { broker } = settings;
  const sent = sentToAws(settings);
  const shared = {
    sts: timedSts(new Sts(clock, tellOfRoom(log)), measures),
    region: settings.region ?? USUAL_REGION,
    ...(needs.endpoints?.sts && { endpointUrl: needs.endpoints.sts }),
    ...(network && { network }),
    sourceIdentity: sent.sourceIdentity,
  };
  const rules = rulesOf(settings.rules ?? [], settings.administrators);
  const reserve = new BrokerReserve({
    roles: needs.roles,
    expected: expectedLoan(settings),
    now: clock.now,
    staleAfterMs: (settings.staleAfterHours ?? USUAL_STALE_HOURS) * 3600_000,
  });
  const lender = new Lender({
    audit,
    log,
    roles: needs.roles,
    rules,
    askForScan: needs.askForScan,
    ways: {
      ...(keys && { mint: mintWay({ ...shared, clock, issuer, keys }) }),
      ...(broker && {
        broker: brokerWay({
          ...shared,
          ownCredentials: refusingOwn(needs.ownCredentials, log),
          externalId: broker.externalId,
        }),
      }),
    },
    sent,
    limits: new LoanLimits({ ...USUAL_LIMITS, ...settings.limits }, () => performance.now()),
    now: clock.now,
    reserve,
  });
  return {
    name: "lending",
    routes: keys ? issuerRoutes(issuer, keys) : [],
    lender,
    rules,
    reserve,
    ...(found && { notReady: whetherUsable(found, log) }),
    work: async (signal) => {
      await forgetLimits(tools, signal);
      await lender.end();
    },
  };
}

async function forgetLimits({ database, log }: ServerTools, signal: AbortSignal): Promise<void> {
  for (;;) {
    await pause(FORGET_EVERY_MS, signal);
    if (signal.aborted) return;
    await forgetUnusedLimits(database).catch((error: unknown) => log(`lending: ${reasonOf(error)}`));
  }
}

function issuerKeys(
  { clock, log, network }: ServerTools,
  { issuer }: LendingSettings,
  { endpoints, ownCredentials }: LendingNeeds,
): IssuerKeys | undefined {
  if (issuer?.kmsKeys) {
    const access = { clock, credentials: ownCredentials, ...(network && { network }) };
    return new KmsIssuerKeys(
      issuer.kmsKeys,
      new KmsKeys({ ...access, ...(endpoints?.kms && { endpointUrl: endpoints.kms }) }),
    );
  }
  if (!issuer?.keyFile) return undefined;
  const made = makeKeyFile(issuer.keyFile, clock.now()) === "made" ? "they were made just now; " : "";
  log(`the issuer's keys are in ${issuer.keyFile}: ${made}who reads that file has every role, so prefer keys in KMS`);
  return new FileKeys(issuer.keyFile, clock.now);
}
