import type { UserDevicesMessage } from "../agent-api/user-messages.ts";
import { listMfaDevices } from "../aws/iam/iam-users.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { readFiles } from "./read-files.ts";
import { profilesWithDevice } from "./roles-in-profiles.ts";
import { UserCalls, type UserCallTools } from "./user-calls.ts";

/** The MFA devices that AWS has for the IAM user whose keys a profile starts with. @throws {ActasError} */
export async function devicesOfUser(
  tools: UserCallTools,
  request: CredentialRequest,
  conversation: Conversation,
): Promise<UserDevicesMessage> {
  const calls = await UserCalls.begin(tools, request, conversation);
  const { account, arn, userName } = await calls.identity();
  const devices = await calls.during(() => listMfaDevices(calls, userName));
  const { files } = await readFiles(tools, request.environment);
  return {
    user: { arn, accountId: account, profile: calls.profile },
    devices: devices.map(({ serialNumber, enrolled }) => ({
      serialNumber,
      ...(enrolled && { enrolled: enrolled.toISOString() }),
      profiles: profilesWithDevice(serialNumber, files),
    })),
  };
}
