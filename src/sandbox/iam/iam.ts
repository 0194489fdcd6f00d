import { queryService } from "../query-service.ts";
import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from "./access-keys.ts";

import {
  createVirtualMfaDevice,
  deactivateMfaDevice,
  deleteVirtualMfaDevice,
  enableMfaDevice,
  listMfaDevices,
  resyncMfaDevice,
} from "./virtual-mfa-devices.ts";

/** AWS Identity and Access Management, as far as users manage what is their own. */
export const iam = queryService({
  name: "iam",
  version: "2010-05-08",
  actions: {
    CreateAccessKey: createAccessKey,
    CreateVirtualMFADevice: createVirtualMfaDevice,
    DeactivateMFADevice: deactivateMfaDevice,
    DeleteAccessKey: deleteAccessKey,
    DeleteVirtualMFADevice: deleteVirtualMfaDevice,
    EnableMFADevice: enableMfaDevice,
    GetAccessKeyLastUsed: getAccessKeyLastUsed,
    ListAccessKeys: listAccessKeys,
    ListMFADevices: listMfaDevices,
    ResyncMFADevice: resyncMfaDevice,
    UpdateAccessKey: updateAccessKey,
  },
});
