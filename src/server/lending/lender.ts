import { SHA256 } from "bun";
import { AwsRefusal } from "../../aws/sts-errors.ts";
import { counted } from "../../base/counted.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import type { Log } from "../../base/log.ts";
import type { AuditRecord, AuditTrail } from "../audit/audit-record.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { Person } from "../people/person.ts";
import type { KnownRole } from "../roles/role-map.ts";
import { type Decision, type DecisionParts, decideLoan } from "./decide-loan.ts";
import { Flights } from "./limits/flights.ts";
import { LimitRefusal, type LoanLimits } from "./limits/loan-limits.ts";
import { RefusedLately } from "./limits/refused-lately.ts";
import type { Loan, LoanRequest } from "./loan.ts";
import { refusalOfFailure, refusedByAws } from "./refusal-of-failure.ts";
import type { DecidedLoan, LendingWay } from "./ways/lending-way.ts";

export interface LenderParts extends DecisionParts {
  readonly audit: AuditTrail;
  readonly limits: LoanLimits;
  readonly log: Log;
  /** Has an account scanned again soon: STS and the map disagree about a role of it. */
  readonly askForScan: (accountId: string) => Promise<void>;
}

/**
 * Lends roles. Both locks must be open, the limits must not be reached, and the audit trail must have taken that it is
 * going to be lent, before AWS is asked; it must have taken that it was, before anybody gets credentials.
 */
export class Lender {
  readonly #parts: LenderParts;
  readonly #flights = new Flights<Loan>();
  readonly #refusedLately: RefusedLately;
  #ends = false;

  constructor(parts: LenderParts) {
    this.#parts = parts;
    this.#refusedLately = new RefusedLately(parts.now);
  }

  /**
   * Requests of one person for one thing that come together are one loan. It goes on when nobody waits any more, so that
   * the audit trail has its end.
   *
   * @throws {HttpRefusal}
   */
  lend(request: LoanRequest): Promise<Loan> {
    const key = keyOf(request);
    return this.#flights.join(key) ?? this.#flights.begin(key, (waiting) => this.#lend(request, waiting));
  }

  /** Waits for the loans that are being made. From now on none is begun: nobody would put down its end. */
  end(): Promise<void> {
    this.#ends = true;
    return this.#flights.settled();
  }

  async #lend(request: LoanRequest, waiting: () => number): Promise<Loan> {
    const record = recordOf(request);
    const person = idOf(request.person);
    // It leaves no record: who asks too often must not fill the audit trail.
    this.#parts.limits.admitPerson(person);
    let decision: Decision;
    let role: KnownRole | undefined;
    try {
      role = this.#parts.roles.find(request.role);
      if (!role) throw new HttpRefusal(404, "no_such_role", "this server knows no such role");
      decision = this.#decide(request, role);
    } catch (error) {
      return this.#refuse({ ...record, ...(role && { role: role.arn }) }, person, error);
    }
    const { requireSignedIn } = request.person;
    const asker = { person, ...(requireSignedIn && { requireSignedIn }) };
    return this.#issue(decision, { ...record, role: role.arn }, asker, waiting);
  }

  /** @throws the error, or that this person asks too often */
  async #refuse(record: Known, person: string, error: unknown): Promise<never> {
    const { audit, limits } = this.#parts;
    const why = error instanceof HttpRefusal ? error.message : "a bug";
    await limits.using(limits.takesOf(person), (takes) => audit.record({ ...record, event: "refused", why }, takes));
    throw error;
  }

  #decide(request: LoanRequest, role: KnownRole): Decision {
    const decision = decideLoan(request, role, this.#parts);
    const seconds = this.#refusedLately.secondsLeft(`${idOf(request.person)} ${role.arn}`, role);
    if (seconds > 0) throw refusedByAws(role, { "retry-after": `${seconds}` });
    this.#parts.limits.admitCall(role.arn);
    return decision;
  }

  async #issue(
    { mode, way, loan }: Decision,
    record: Known,
    { person, requireSignedIn }: Asker,
    waiting: () => number,
  ): Promise<Loan> {
    const { audit, limits, log } = this.#parts;
    const { role, names } = loan;
    if (this.#ends) throw new HttpRefusal(503, "temporarily_unavailable", "this server stops; try again", AGAIN);
    const about = { ...record, mode, sessionName: names.sessionName, ...this.#identity(names.sourceIdentity) };
    try {
      const intent = { ...about, event: "intent", why: groundsOf(loan) } as const;
      await limits.using(limits.takesOfLoan(person, role.arn), (takes) => audit.record(intent, takes));
    } catch (error) {
      if (error instanceof LimitRefusal && error.kind !== "person") return this.#refuse(record, person, error);
      throw error;
    }
    let credentials: Credentials;
    try {
      // Whoever ends a sign-in looks for loans afterwards: either they find this one, or it ends here.
      await requireSignedIn?.();
      credentials = await this.#ask(way, loan);
    } catch (error) {
      const refusal = this.#refusalOf(error, role, person);
      await audit.record({ ...about, event: "failed", why: isKnown(error) ? error.message : "a bug" });
      if (!isKnown(error)) log(`cannot lend ${role.arn}: ${error instanceof Error ? error.message : "?"}`);
      throw refusal;
    }
    const together = waiting();
    await audit.record({
      ...about,
      event: "issued",
      accessKeyHash: SHA256.hash(credentials.accessKeyId, "hex"),
      ...(credentials.expiration && { expiration: credentials.expiration.toISOString() }),
      ...(together > 1 && { why: `for ${counted(together, "request")} at once` }),
    });
    return { credentials, roleArn: role.arn };
  }

  /** Where tags have no room, those go that need not be there. Who it is stays. */
  async #ask(way: LendingWay, loan: DecidedLoan): Promise<Credentials> {
    if (this.#parts.sent.sessionTags === "none") return way.credentials(loan, {});
    const { identity, optional } = loan.names.tags;
    try {
      return await way.credentials(loan, { ...identity, ...optional });
    } catch (error) {
      if (!(error instanceof AwsRefusal) || error.awsCode !== "PackedPolicyTooLarge") throw error;
      this.#parts.log(
        `AWS has no room for all session tags of ${loan.role.arn}: those that need not be there are left out`,
      );
      return way.credentials(loan, identity);
    }
  }

  #identity(sourceIdentity: string): Pick<AuditRecord, "sourceIdentity"> {
    return this.#parts.sent.sourceIdentity === "sent" ? { sourceIdentity } : {};
  }

  #refusalOf(error: unknown, role: KnownRole, person: string): HttpRefusal {
    if (!(error instanceof AwsRefusal) || error.awsCode !== "AccessDenied") return refusalOfFailure(error, role);
    this.#refusedLately.add(`${person} ${role.arn}`, role);
    this.#parts.askForScan(role.accountId).catch((cause) => this.#parts.log(`cannot ask for a scan: ${cause.message}`));
    return refusedByAws(role);
  }
}

interface Asker extends Pick<Person, "requireSignedIn"> {
  /** The id that limits are counted by. */
  readonly person: string;
}

/** Another replica may answer at once, and this one when it is started again. */
const AGAIN = { "retry-after": "1" };

type Known = Omit<AuditRecord, "event">;

function isKnown(error: unknown): error is Error {
  return error instanceof ActasError || error instanceof HttpRefusal;
}

/** What the decision rests on. */
function groundsOf({ rule, groups }: DecidedLoan): string {
  return [rule.place, ...groups.map((group) => `group ${group}`)].join(", ");
}

function idOf({ issuer, subject }: LoanRequest["person"]): string {
  return JSON.stringify([issuer, subject]);
}

/** What must be the same for two requests to be one loan; also where they come from, which the audit trail says. */
function keyOf({ person, role, durationSeconds, reason, address }: LoanRequest): string {
  const { client, via, groups } = person;
  return JSON.stringify([idOf(person), client, via, groups.toSorted(), role, durationSeconds, reason, address]);
}

function recordOf({ person, address, requestId, reason }: LoanRequest): Known {
  const { issuer, subject, name, client } = person;
  return { requestId, issuer, subject, name, client, address, ...(reason !== undefined && { reason }) };
}
