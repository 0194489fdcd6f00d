import type { GrantType } from "../base/credential-request.ts";

/** Every spelling of the grant types that OAuth or a tool has used. */
export const GRANT_TYPE_NAMES: Readonly<Record<string, GrantType>> = {
  code: "code",
  code_grant: "code",
  authorization_code: "code",
  device: "device",
  device_code: "device",
  "device-code": "device",
  device_grant: "device",
  device_code_grant: "device",
  // Mairu's word from when Identity Center had no other grant type.
  aws_sso: "device",
};

/** The grant type that a name means, in any spelling; `undefined` for other text. */
export function grantTypeNamed(name: string): GrantType | undefined {
  return Object.hasOwn(GRANT_TYPE_NAMES, name) ? GRANT_TYPE_NAMES[name] : undefined;
}
