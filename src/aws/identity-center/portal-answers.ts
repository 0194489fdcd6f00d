import { z } from "zod/mini";
import { isAccessKeyId } from "../access-key-id.ts";

/** The last instant that a timestamp of AWS's can name: the end of the year 9999. */
const LAST_MS = 253_402_300_799_999;

const text = z.string().check(z.minLength(1));

/** Answer of GetRoleCredentials; the time is in milliseconds since the epoch. */
export const RoleCredentialsAnswer = z.object({
  roleCredentials: z.object({
    accessKeyId: z.string().check(z.refine(isAccessKeyId)),
    secretAccessKey: text,
    sessionToken: text,
    expiration: z.number().check(z.positive(), z.lte(LAST_MS)),
  }),
});

/** A page of ListAccounts. */
export const AccountsAnswer = z.object({
  nextToken: z.nullish(z.string()),
  accountList: z.array(
    z.object({ accountId: text, accountName: z.nullish(z.string()), emailAddress: z.nullish(z.string()) }),
  ),
});

/** A page of ListAccountRoles. */
export const AccountRolesAnswer = z.object({
  nextToken: z.nullish(z.string()),
  roleList: z.array(z.object({ roleName: text })),
});
