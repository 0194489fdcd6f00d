import { AwsError } from "../aws-error.ts";
import { inWholeSeconds } from "../issue-credentials.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { Caller, UsersKey } from "../signature/key-ring.ts";
import { requiredParameter } from "../sts/parameters.ts";
import type { XmlTree } from "../xml.ts";
import { authorizedUser } from "./authorize.ts";

/** AWS's quota, which cannot be raised. */
const MOST_KEYS = 2;
const KEY_ID = { min: 16, max: 128, pattern: /^[\w]+$/ };
const STATUS = { min: 6, max: 8, pattern: /^(Active|Inactive)$/ };

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export function createAccessKey(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  const name = authorizedUser("CreateAccessKey", parameters, caller, aws);
  if (aws.keys.ofUser(caller.identityArn).length >= MOST_KEYS) {
    throw new AwsError("LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
  }
  const now = aws.now();
  const key = aws.keys.create(caller, now, now + aws.settings.values.newKeySeconds * 1000);
  return { AccessKey: { ...described(key, name), SecretAccessKey: key.secretAccessKey } };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export function listAccessKeys(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  const name = authorizedUser("ListAccessKeys", parameters, caller, aws);
  const keys = aws.keys.ofUser(caller.identityArn);
  return { IsTruncated: "false", AccessKeyMetadata: { member: keys.map((key) => described(key, name)) } };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export function updateAccessKey(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): undefined {
  const name = authorizedUser("UpdateAccessKey", parameters, caller, aws);
  const status = requiredParameter(parameters, "Status", STATUS);
  ownKey(parameters, caller, aws, name).own.status = status === "Active" ? "Active" : "Inactive";
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export function deleteAccessKey(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): undefined {
  const name = authorizedUser("DeleteAccessKey", parameters, caller, aws);
  aws.keys.remove(ownKey(parameters, caller, aws, name).accessKeyId);
}

/**
 * A key that was never used has no date, and `N/A` for the rest.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export function getAccessKeyLastUsed(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  const name = authorizedUser("GetAccessKeyLastUsed", parameters, caller, aws);
  const { lastUsed } = ownKey(parameters, caller, aws, name).own;
  const { service = "N/A", region = "N/A" } = lastUsed ?? {};
  const date = lastUsed && inWholeSeconds(new Date(lastUsed.time));
  return { UserName: name, AccessKeyLastUsed: { LastUsedDate: date, ServiceName: service, Region: region } };
}

function ownKey(parameters: URLSearchParams, caller: Caller, { keys }: MadeUpAws, userName: string): UsersKey {
  const id = requiredParameter(parameters, "AccessKeyId", KEY_ID);
  const key = keys.ofUser(caller.identityArn).find(({ accessKeyId }) => accessKeyId === id);
  if (key) return key;
  const message = `The user with name ${userName} does not have an access key with id ${id}.`;
  throw new AwsError("NoSuchEntity", message);
}

function described({ accessKeyId, own }: UsersKey, userName: string): XmlTree {
  return {
    UserName: userName,
    AccessKeyId: accessKeyId,
    Status: own.status,
    CreateDate: inWholeSeconds(new Date(own.created)),
  };
}
