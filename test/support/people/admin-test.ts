import { createAdminPart } from "../../../src/server/admin/admin-part.ts";
import { KeptAuditTrail } from "../../../src/server/audit/kept-audit-trail.ts";
import { keepFindings } from "../../../src/server/findings/keep-findings.ts";
import { BrokerReserve } from "../../../src/server/lending/broker-reserve.ts";
import { expectedLoan } from "../../../src/server/lending/lent-ways.ts";
import { RulesShape, rulesOf } from "../../../src/server/lending/rules/rules-shape.ts";
import { LiveMap } from "../../../src/server/roles/live-map.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { MINT } from "../server/made-up-map.ts";
import { ACCOUNT, accountRow, allowed, group, NOW, OTHER_ACCOUNT } from "../server/role-world.ts";
import { storeAccounts } from "../server/store-accounts.ts";
import { PageBrowser } from "./page-browser.ts";
import type { PeopleWorld } from "./people-world.ts";
import { peopleTest } from "./server-test.ts";

export interface AdminWorld {
  readonly world: PeopleWorld;
  readonly database: Database;
  readonly audit: KeptAuditTrail;
  readonly browser: PageBrowser;
  /** The path of a page, with the server's address. */
  readonly at: (path: string) => string;
}

const SETTINGS = { broker: { roleArn: "arn:aws:iam::999988887777:role/actas/broker", externalId: "of-this-server" } };
const BROKER = { mode: "broker" as const, ...SETTINGS.broker, sends: { tags: true, sourceIdentity: true } };
const brokered = (Condition: object = {}): object => ({
  Effect: "Allow",
  Principal: { AWS: BROKER.roleArn },
  Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
  Condition,
});

/** Text that an attacker who owns an account would give it. */
export const HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';

/** A test of the pages for administrators: `ops` are some, two accounts were scanned, one of them is odd. */
export function adminTest(name: string, body: (world: AdminWorld) => Promise<void>): void {
  peopleTest(name, async (world, database) => {
    const shop = {
      name: "Shop",
      aliases: ["shop-prod"],
      roles: {
        Build: [brokered({ StringEquals: { "sts:ExternalId": SETTINGS.broker.externalId } })],
        Deploy: [allowed(group("dev"))],
        Open: [brokered()],
        Wide: [allowed({ StringEquals: undefined })],
      },
      others: ["Plain"],
    };
    const odd = { name: HOSTILE, aliases: [HOSTILE], roles: {}, others: ["Plain"] };
    await storeAccounts(database, [accountRow(ACCOUNT, shop), accountRow(OTHER_ACCOUNT, odd)]);
    await keepFindings(database, ACCOUNT);
    const judging = { ways: [MINT, BROKER], expected: expectedLoan(SETTINGS), acknowledged: new Set<string>() };
    const roles = new LiveMap(database, { ...judging, now: () => NOW });
    await roles.refresh();
    const reserve = new BrokerReserve({ roles, expected: judging.expected, now: () => NOW, staleAfterMs: 1 });
    const written = [{ effect: "allow" as const, groups: ["dev"], roles: ["Build", "Deploy", "Open"] }];
    const { pages } = world.people;
    if (!pages) throw new Error("this server has pages");
    const part = createAdminPart(
      { database, url: world.url },
      {
        people: pages,
        admins: ["ops"],
        roles,
        judging,
        reserve,
        rules: rulesOf(RulesShape.parse(written)),
        now: () => NOW,
      },
    );
    world.routes.push(...part.routes);
    const audit = new KeptAuditTrail({ database, clock: world.clock, log: () => {}, replica: "one" });
    await body({ world, database, audit, browser: new PageBrowser(), at: (path) => `${world.url}${path}` });
  });
}
