import type { GrantType } from "../base/credential-request.ts";

/** The grant type that a name means, in any of the spellings tools have used for it; `undefined` for none of them. */
export function grantTypeNamed(name: string): GrantType | undefined {
  if (CODE.includes(name)) return "code";
  return DEVICE.includes(name) ? "device" : undefined;
}

const CODE = ["code", "code_grant", "authorization_code"];

/** `aws_sso`: Mairu's word from when Identity Center had no other. */
const DEVICE = ["device", "device_code", "device-code", "device_grant", "device_code_grant", "aws_sso"];
