import { queryService } from "../query-service.ts";
import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from "./access-keys.ts";

/** AWS Identity and Access Management, as far as users manage what is their own. */
export const iam = queryService({
  name: "iam",
  version: "2010-05-08",
  actions: {
    CreateAccessKey: createAccessKey,
    DeleteAccessKey: deleteAccessKey,
    GetAccessKeyLastUsed: getAccessKeyLastUsed,
    ListAccessKeys: listAccessKeys,
    UpdateAccessKey: updateAccessKey,
  },
});
