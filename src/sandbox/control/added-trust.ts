import { z } from "zod";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { TrustPolicy } from "../sts/trust.ts";

const Provider = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/),
  url: z.url(),
  clientIds: z.array(z.string()),
});

const Role = z.strictObject({
  arn: z.string().regex(/^arn:[\w-]+:iam::\d{12}:role\/\S+$/),
  /** As AWS writes it; only what the sandbox judges is known here. */
  trustPolicy: z.custom<TrustPolicy>(Array.isArray),
  /** What IAM shows instead, whatever it is. */
  trustDocument: z.string().optional(),
  maxSessionSeconds: z.number().int().min(3600).max(43_200).default(3600),
});

/** What a test adds to the accounts: a provider that one of them trusts, or a role. */
export type AddedTrust =
  | { readonly kind: "identity-providers"; readonly body: z.input<typeof Provider> }
  | { readonly kind: "roles"; readonly body: z.input<typeof Role> };

/** Adds an OpenID provider to an account. @throws {z.ZodError} */
export function addIdentityProvider(body: unknown, { accounts }: MadeUpAws): void {
  accounts.added.identityProviders.unshift(Provider.parse(body));
}

/** Adds a role, or puts it in the place of one. @throws {z.ZodError} */
export function addRole(body: unknown, { accounts }: MadeUpAws): void {
  const role = Role.parse(body);
  const [accountId = ""] = /\d{12}/.exec(role.arn) ?? [];
  const name = role.arn.slice(role.arn.lastIndexOf("/") + 1).toUpperCase();
  const { trustDocument, ...others } = role;
  const shown = trustDocument === undefined ? {} : { trustDocument };
  accounts.added.roles.unshift({ ...others, ...shown, accountId, roleId: `AROAADDED${name}`.padEnd(21, "0") });
}
