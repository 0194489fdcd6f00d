import { queryService } from "../query-service.ts";
import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from "./access-keys.ts";
import {
  getOpenIdProvider,
  getRole,
  listAccountAliases,
  listOpenIdProviders,
  listRoles,
} from "./account/account-lists.ts";
import { getInline, getPolicy, getPolicyVersion, listAttached, listInline, ofGroup, ofUser } from "./policies.ts";
import { getUser, listGroupsForUser } from "./users.ts";
import {
  createVirtualMfaDevice,
  deactivateMfaDevice,
  deleteVirtualMfaDevice,
  enableMfaDevice,
  listMfaDevices,
  resyncMfaDevice,
} from "./virtual-mfa-devices.ts";

/** AWS Identity and Access Management, as far as users manage and read what is their own. */
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
    GetGroupPolicy: getInline("GetGroupPolicy", ofGroup),
    GetOpenIDConnectProvider: getOpenIdProvider,
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetUser: getUser,
    GetUserPolicy: getInline("GetUserPolicy", ofUser),
    ListAccessKeys: listAccessKeys,
    ListAccountAliases: listAccountAliases,
    ListAttachedGroupPolicies: listAttached("ListAttachedGroupPolicies", ofGroup),
    ListAttachedUserPolicies: listAttached("ListAttachedUserPolicies", ofUser),
    ListGroupPolicies: listInline("ListGroupPolicies", ofGroup),
    ListGroupsForUser: listGroupsForUser,
    ListMFADevices: listMfaDevices,
    ListOpenIDConnectProviders: listOpenIdProviders,
    ListRoles: listRoles,
    ListUserPolicies: listInline("ListUserPolicies", ofUser),
    ResyncMFADevice: resyncMfaDevice,
    UpdateAccessKey: updateAccessKey,
  },
});
