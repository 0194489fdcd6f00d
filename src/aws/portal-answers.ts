import { z } from "zod/mini";

const text = z.string().check(z.minLength(1));

/** Answer of GetRoleCredentials; the time is in milliseconds since the epoch. */
export const RoleCredentialsAnswer = z.object({
  roleCredentials: z.object({
    accessKeyId: text,
    secretAccessKey: text,
    sessionToken: text,
    expiration: z.number().check(z.positive()),
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
