import { type IndexQuery, queryIndex } from "../../aws/lists/query-index.ts";
import { parseRoleArn } from "../../base/arn.ts";
import type { ListedAccount } from "../scanned-account.ts";
import type { AwsAccess } from "./aws-access.ts";
import { onceEach } from "./listed-in-text.ts";

/** Where Mozilla's stacks say which audit roles they have made; the region is that of the access. */
export const MOZILLAS_TABLE: IndexQuery & { readonly region: string } = {
  table: "cloudformation-stack-emissions",
  index: "category",
  value: "AWS Security Auditing Service",
  attribute: "SecurityAuditIAMRoleArn",
  region: "us-west-2",
};

/**
 * The accounts whose audit roles are in a table of DynamoDB. What is no role is passed over, as a stack may have failed
 * half-way.
 *
 * @throws {ActasError}
 */
export async function accountsInTable(access: AwsAccess, query: IndexQuery): Promise<readonly ListedAccount[]> {
  const arns = await queryIndex(access, query);
  return onceEach(
    arns.flatMap((auditRoleArn) => {
      const id = parseRoleArn(auditRoleArn)?.accountId;
      return id ? [{ id, auditRoleArn }] : [];
    }),
  );
}
