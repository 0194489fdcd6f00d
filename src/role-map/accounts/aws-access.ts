import type { ServiceAccess } from "../../aws/lists/ask-service.ts";

/** How AWS is reached, and as whom. */
export type AwsAccess = ServiceAccess;

/** The audit role of the templates for AWS that come with actas, with its path. */
export const AUDIT_ROLE = "actas/actas-audit";
