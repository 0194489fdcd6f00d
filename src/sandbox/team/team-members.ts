import { MANAGEMENT, type MemberAccount, ROOT_ID, SHARED, WORKLOADS } from "../organization/organization.ts";

/** The accounts of the team's organization, beside the one that it belongs to. */
export const PRODUCTION = "622233334444";
export const STAGING = "633344445555";
export const DATA = "644455556666";
/** It has no audit role: nobody reads its roles. */
export const UNREADABLE = "655566667777";

/** Those whose roles the team's server can read, and that know its tokens. */
export const READABLE = [PRODUCTION, STAGING, DATA] as const;

/** What their owners call them. */
export const TEAM_ALIASES: Readonly<Record<string, string>> = {
  [PRODUCTION]: "shop-production",
  [STAGING]: "shop-staging",
  [DATA]: "shop-data",
  [UNREADABLE]: "old-website",
};

/** What the organization calls them, and where they are in it. */
export const TEAM_MEMBERS: readonly MemberAccount[] = [
  { id: MANAGEMENT, name: "Shop management", unitId: ROOT_ID, status: "ACTIVE" },
  { id: PRODUCTION, name: "Shop production", unitId: WORKLOADS.id, status: "ACTIVE" },
  { id: STAGING, name: "Shop staging", unitId: WORKLOADS.id, status: "ACTIVE" },
  { id: DATA, name: "Shop data", unitId: SHARED.id, status: "ACTIVE" },
  { id: UNREADABLE, name: "Old website", unitId: SHARED.id, status: "ACTIVE" },
];
