import { jsonText } from "../../base/printable.ts";
import type { BrokerReserve } from "../lending/broker-reserve.ts";
import { judgeBy, type RuleAnswer } from "../lending/rules/judge-rules.ts";
import type { RulesOfRole } from "../lending/rules/rule.ts";
import type { Person } from "../people/person.ts";
import type { LendingMode, RoleAnswer } from "../roles/role-map.ts";

/** Whether a person can have a role. */
interface Offer {
  /** `if`: once what is in `Needs` is there. `no`: whatever one does, for the reason in `Why`. */
  readonly Usable: "now" | "if" | "no";
  /** `reason`, `hours`, `browser-sign-in`, or a condition key that AWS will decide by. */
  readonly Needs?: readonly string[];
  readonly Why?: string;
}

/** An offer as lists say it. */
export interface SaidOffer {
  readonly usable: Offer["Usable"];
  /** The JSON of a listed role from the end of its description on, which says why, too; and a comma. */
  readonly bytes: Buffer;
}

/** What is said of roles that the same rules are about. */
interface Said {
  readonly allowed: Map<LendingMode, SaidOffer>;
  readonly others: Map<string, SaidOffer>;
}

/**
 * What both locks say of roles to one person at one time. It ends with their request: what was said to one person is
 * never looked at for another.
 */
export class OffersFor {
  readonly #person: Person;
  readonly #now: number;
  readonly #reserve: Pick<BrokerReserve, "whyNot">;
  readonly #said = new Map<RulesOfRole, Said>();

  constructor(person: Person, now: number, reserve: Pick<BrokerReserve, "whyNot">) {
    this.#person = person;
    this.#now = now;
    this.#reserve = reserve;
  }

  /** @param rules - those that are about the role: for one object they are judged once */
  of(found: RoleAnswer, rules: RulesOfRole): SaidOffer {
    const { allowed, others } = this.#saidBy(rules);
    const { answer, dependsOn, mode, role } = found;
    const keptBack = mode === "broker" ? this.#reserve.whyNot(role) : undefined;
    if (keptBack !== undefined) return kept(others, keptBack, () => said({ Usable: "no", Why: keptBack }));
    if (answer === "allowed" && dependsOn.length === 0) return kept(allowed, mode, () => this.#offer(found, rules));
    return kept(others, JSON.stringify([mode, answer, dependsOn]), () => this.#offer(found, rules));
  }

  #saidBy(rules: RulesOfRole): Said {
    return kept(this.#said, rules, () => ({ allowed: new Map(), others: new Map() }));
  }

  #offer(found: RoleAnswer, rules: RulesOfRole): SaidOffer {
    return said(offerOf(found, () => judgeBy(rules, { person: this.#person, now: this.#now })));
  }
}

function said(offer: Offer): SaidOffer {
  const why = offer.Why ? jsonText(`: ${offer.Why}`, "one-line").slice(1, -1) : "";
  return { usable: offer.Usable, bytes: Buffer.from(`${why}",${jsonText(offer, "one-line").slice(1)},`) };
}

function offerOf({ answer, mode, dependsOn }: RoleAnswer, judge: () => RuleAnswer): Offer {
  if (mode === "pass") return { Usable: "no", Why: "this server only lists it" };
  if (answer === "denied" || answer === "not-allowed")
    return { Usable: "no", Why: "its trust policy does not let you have it" };
  const ruled = judge();
  if (ruled.answer === "closed") return { Usable: "no", Why: ruled.why };
  if (ruled.answer === "needs") return { Usable: "if", Needs: [...ruled.needs, ...dependsOn], Why: ruled.why };
  if (answer === "allowed") return { Usable: "now" };
  const why = `AWS decides by ${dependsOn.join(", ") || "the request"}`;
  return { Usable: "if", ...(dependsOn.length > 0 && { Needs: dependsOn }), Why: why };
}

function kept<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
