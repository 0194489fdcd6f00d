import { z } from "zod/mini";
import { parseRoleArn } from "../../base/arn.ts";

const RoleArn = z.string().check(z.refine((text) => parseRoleArn(text) !== undefined, "it is the ARN of a role"));

/** What a configuration says about the accounts whose roles are lent. */
export const ScanningShape = z
  .strictObject({
    list: z.exactOptional(
      z
        .array(
          z.strictObject({
            auditRoleArn: RoleArn.check(z.describe("The role by which the account's roles are read.")),
            name: z.exactOptional(z.string().check(z.minLength(1), z.describe("What people call the account."))),
            unit: z.exactOptional(z.string().check(z.minLength(1), z.describe("Where it belongs, such as Root/Prod."))),
          }),
        )
        .check(z.minLength(1), z.describe("The accounts, one by one.")),
    ),
    organization: z.exactOptional(
      z
        .strictObject({
          auditRole: z.exactOptional(
            z
              .string()
              .check(
                z.regex(/^[\w+=,.@/-]{1,512}$/),
                z.describe(
                  "The name of the audit role with its path; the same in each account. Absent: actas/actas-audit.",
                ),
              ),
          ),
          roleArn: z.exactOptional(
            RoleArn.check(z.describe("The role that may list the organization's accounts. Absent: the server's own.")),
          ),
        })
        .check(z.describe("All active accounts of AWS Organizations.")),
    ),
    table: z.exactOptional(
      z
        .strictObject({
          name: z.exactOptional(z.string()),
          index: z.exactOptional(z.string()),
          category: z.exactOptional(z.string()),
          attribute: z.exactOptional(z.string()),
          region: z.exactOptional(z.string()),
        })
        .check(z.describe("The DynamoDB table of Mozilla's builder; what is absent is as there.")),
    ),
    externalId: z.exactOptional(
      z.string().check(z.minLength(2), z.describe("The external ID that the audit roles ask for.")),
    ),
    everyHours: z.exactOptional(
      z
        .number()
        .check(
          z.gte(0.1),
          z.lte(168),
          z.describe("How often all accounts are read. Absent: 1 up to 500 accounts, else 6."),
        ),
    ),
    atOnce: z.exactOptional(
      z
        .number()
        .check(z.int(), z.gte(1), z.lte(200), z.describe("How many accounts a replica reads at once. Absent: 20.")),
    ),
    callsPerSecond: z.exactOptional(
      z
        .number()
        .check(
          z.gte(1),
          z.describe(
            "How often a replica's scans ask STS; it takes some 600 calls a second, of loans too. Absent: 60.",
          ),
        ),
    ),
  })
  .check(
    z.refine(
      ({ list, organization, table }) => [list, organization, table].filter((way) => way !== undefined).length === 1,
      "it has one of `list`, `organization` and `table`",
    ),
  );

export type ScanningSettings = z.infer<typeof ScanningShape>;
