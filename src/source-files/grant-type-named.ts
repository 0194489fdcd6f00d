import type { GrantType } from "../base/credential-request.ts";

/** The grant type that a name means, in any spelling that tools have used; `undefined` for other text. */
export function grantTypeNamed(name: string): GrantType | undefined {
  if (CODE.includes(name)) return "code";
  return DEVICE.includes(name) ? "device" : undefined;
}

const CODE = ["code", "code_grant", "authorization_code"];

/** `aws_sso` is Mairu's word from when Identity Center had no other grant type. */
const DEVICE = ["device", "device_code", "device-code", "device_grant", "device_code_grant", "aws_sso"];
