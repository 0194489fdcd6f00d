import { createToken } from "./create-token.ts";
import { getRoleCredentials } from "./get-role-credentials.ts";
import { listAccountRoles } from "./list-account-roles.ts";
import { listAccounts } from "./list-accounts.ts";
import { logout } from "./logout.ts";
import { registerClient } from "./register-client.ts";
import type { RestOperation } from "./rest-call.ts";
import { startDeviceAuthorization } from "./start-device-authorization.ts";

/** An operation with its name, and the service it belongs to. */
export interface NamedOperation {
  readonly service: "sso-oidc" | "sso";
  readonly action: string;
  readonly perform: RestOperation;
}

/** Every operation by method and path: `sso-oidc` gives tokens, `sso` is the portal that they open. */
export const OPERATIONS: ReadonlyMap<string, NamedOperation> = new Map(
  Object.entries({
    "POST /client/register": { service: "sso-oidc", action: "RegisterClient", perform: registerClient },
    "POST /device_authorization": {
      service: "sso-oidc",
      action: "StartDeviceAuthorization",
      perform: startDeviceAuthorization,
    },
    "POST /token": { service: "sso-oidc", action: "CreateToken", perform: createToken },
    "GET /assignment/accounts": { service: "sso", action: "ListAccounts", perform: listAccounts },
    "GET /assignment/roles": { service: "sso", action: "ListAccountRoles", perform: listAccountRoles },
    "GET /federation/credentials": { service: "sso", action: "GetRoleCredentials", perform: getRoleCredentials },
    "POST /logout": { service: "sso", action: "Logout", perform: logout },
  } satisfies Record<string, NamedOperation>),
);
