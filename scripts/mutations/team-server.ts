import { inFile, type Mutation } from "./mutation.ts";

const SECURITY = "test/server/security";
const AUDIT = `${SECURITY}/audit.test.ts`;
const KEPT = "test/server/audit/kept-audit-trail.test.ts";
const SCANS = "test/server/scanning/scan.test.ts";
const HOSTS = `${SECURITY}/hosts.test.ts`;
const STRANGERS = `${SECURITY}/strangers.test.ts`;
const FINDINGS = "test/server/findings.test.ts";

/** A team's server: its audit trail, its scans, its configuration and what it believes of whoever connects. */
export const TEAM_SERVER: readonly Mutation[] = [
  ...inFile("src/server/listener/answer.ts", [
    ["server-hosts", "a name that leads here is not enough", "!hosts.has(asked.hostname)", "false", HOSTS],
  ]),
  ...inFile("src/server/audit/audit-file.ts", [
    ["trail-synced", "a record counts when it is on disk", "      await sync(fd);\n", "", KEPT, AUDIT],
    ["trail-cut", "a line that was cut stays apart", 'this.#isCut ? "\\n" : ""', '""', KEPT],
    [
      "trail-foreign",
      "a file of another user takes no record",
      "if (status.uid !== 0 && status.uid !== ownUid())",
      "if (false)",
      AUDIT,
    ],
    ["trail-open", "a file that all may write to takes no record", "(status.mode & BY_EVERYBODY) === 0", "true", AUDIT],
  ]),
  ...inFile("src/server/audit/kept-audit-trail.ts", [
    ["trail-ready", "who cannot write the trail is not ready", "      this.#isShut = true;\n", "", KEPT],
    [
      "trail-chain",
      "all replicas add one chain",
      "SELECT seq, hash FROM audit_head FOR UPDATE",
      "SELECT seq, hash FROM audit_head",
      KEPT,
      "test/server/running/replicas.test.ts",
    ],
    [
      "trail-needed",
      "what is not kept has failed",
      "for (const { failed } of batch) failed(unavailable());",
      "for (const { kept } of batch) kept();",
      KEPT,
    ],
  ]),
  ...inFile("src/server/scanning/scan-runs.ts", [
    ["scan-soon", "all accounts are read once in five minutes", "last && last.age < NOT_AGAIN_FOR_S", "false", SCANS],
    [
      "scan-vanished",
      "most accounts do not vanish at once",
      "open >= FEW && missing.length > open * FEWEST_OF_ALL",
      "false",
      SCANS,
    ],
    [
      "scan-one",
      "one scan runs at a time",
      "return there.listed ? undefined : Number(there.id);",
      "return Number(there.id);",
      "test/server/scanning/runs.test.ts",
    ],
  ]),
  ...inFile("src/role-map/scan/audit-session.ts", [
    [
      "scan-session",
      "a scan does nothing but read",
      '    policy: JSON.stringify({ Version: "2012-10-17", Statement }),\n',
      "",
      `${SECURITY}/scanning.test.ts`,
    ],
  ]),
  ...inFile("src/server/listener/trusted-proxies.ts", [
    [
      "proxies-believed",
      "only proxies say whom they speak for",
      "while (this.#has(address)) {",
      "while (named.length > 0) {",
      "test/server/running/trusted-proxies.test.ts",
    ],
  ]),
  ...inFile("src/server/configuration/named-file.ts", [
    [
      "configuration-open",
      "a file that all may change says nothing",
      "(statSync(path).mode & BY_EVERYBODY) === 0",
      "true",
      STRANGERS,
    ],
  ]),
  ...inFile("src/server/store/connection-of-url.ts", [
    [
      "database-verified",
      "verify-full is what it is for libpq",
      "return [{ ...own, rejectUnauthorized: true }];",
      "return [{ ...own, rejectUnauthorized: false }];",
      `${SECURITY}/database.test.ts`,
    ],
  ]),
  ...inFile("src/server/roles/map-node.ts", [
    [
      "map-escaped",
      "a policy with escapes is compiled as it is",
      'if (pattern.includes("\\\\")) return false;',
      "",
      "test/server/roles/live-map.test.ts",
    ],
  ]),
  ...inFile("src/server/findings/acknowledge-finding.ts", [
    [
      "finding-seen",
      "the policy that was looked at is acknowledged",
      "acknowledged_sha256 = $6",
      "acknowledged_sha256 = (SELECT trust_sha256 FROM role WHERE role.name = finding.role AND $6 <> '')",
      FINDINGS,
    ],
  ]),
  ...inFile("src/server/findings/list-findings.ts", [
    [
      "finding-changed",
      "what is acknowledged is one policy",
      "acknowledged_sha256 IS NOT DISTINCT FROM role.trust_sha256",
      "true",
      FINDINGS,
    ],
  ]),
  ...inFile("src/server/listener/answer.ts", [
    [
      "access-route",
      "the log has no path that was asked for",
      "    route: route?.path ?? NO_ROUTE,",
      "    route: new URL(request.url).pathname,",
      `${SECURITY}/leakage.test.ts`,
    ],
  ]),
  ...inFile("src/server/store/migrations/0002-audit.sql", [
    [
      "trail-trigger",
      "the table refuses changes",
      "BEFORE UPDATE OR DELETE OR TRUNCATE ON audit",
      "BEFORE TRUNCATE ON audit",
      AUDIT,
    ],
  ]),
  ...inFile("src/server/store/beside/share-reading.ts", [
    [
      "beside-reads",
      "who reads beside a server only reads",
      "/^\\s*(SELECT|WITH)\\s/",
      "/./",
      `${SECURITY}/embedded-database.test.ts`,
    ],
  ]),
  ...inFile("src/server/people/sign-ins/failure-page.ts", [
    [
      "failure-words",
      "strangers are told no host",
      'if (code === "access-denied") return',
      "if (message) return",
      `${SECURITY}/told-to-strangers.test.ts`,
    ],
  ]),
  ...inFile("src/server/configuration/server-configuration.ts", [
    [
      "configuration-plain",
      "credentials never cross a network in the clear",
      "if (isPrivate(new URL(url))) return;",
      "return;",
      "test/server/configuration/read-configuration.test.ts",
    ],
  ]),
  ...inFile("src/server/jobs/job-queue.ts", [
    [
      "job-fence",
      "who lost a lease finishes nothing",
      '"DELETE FROM job WHERE id = $1 AND fence = $2 RETURNING id"',
      '"DELETE FROM job WHERE id = $1 AND fence >= $2 RETURNING id"',
      "test/server/jobs/job-queue.test.ts",
    ],
  ]),
  ...inFile("src/server/lending/revoking-policy.ts", [
    [
      "revoke-one",
      "nobody else is revoked",
      'StringEquals: { "aws:SourceIdentity": nameForAws(subject) }, ',
      "",
      "src/server/lending/revoking-policy.test.ts",
    ],
  ]),
];
