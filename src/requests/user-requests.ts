import type { Request, Results } from "../agent-api/messages.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { UserCallTools } from "./user-calls.ts";

type Asked<K extends "mfa-devices" | "user-roles"> = Extract<Request, { request: K }>;

/** The MFA devices of the IAM user that a profile starts with. Loaded when it is asked. */
export async function mfaDevices(
  tools: UserCallTools,
  request: Asked<"mfa-devices">,
  conversation: Conversation,
): Promise<Results["mfa-devices"]> {
  const { devicesOfUser } = await import("./devices-of-user.ts");
  return devicesOfUser(tools, request.for, conversation);
}

/** The roles that the IAM user a profile starts with may assume. Loaded when it is asked. */
export async function userRoles(
  tools: UserCallTools,
  request: Asked<"user-roles">,
  conversation: Conversation,
): Promise<Results["user-roles"]> {
  const { rolesOfUser } = await import("./roles-of-user.ts");
  return rolesOfUser(tools, request, conversation);
}
