import { ActasError } from "../../base/errors.ts";
import { readXml } from "./read-xml.ts";

/** A role as IAM lists it. */
export interface FoundRole {
  readonly arn: string;
  /** AWS's own id, which another role of the same name would not have. */
  readonly roleId: string;
  readonly path: string;
  readonly name: string;
  readonly maxSessionSeconds: number;
  /** JSON, decoded. */
  readonly trustPolicy: string;
}

export interface RolesPage {
  readonly items: readonly FoundRole[];
  /** The marker of the next page. */
  readonly next: string | undefined;
}

/** Where a role is in the answer. */
const MEMBER = "ListRolesResponse/ListRolesResult/Roles/member";
const RESULT = "ListRolesResponse/ListRolesResult";
const LEVELS = MEMBER.split("/").length;

/**
 * The roles in an answer to ListRoles.
 *
 * @throws {ActasError} `unreachable`: it is no such answer
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export function rolesInXml(xml: string): RolesPage {
  const items: FoundRole[] = [];
  let role = new Map<string, string>();
  const page = new Map<string, string>();
  try {
    readXml(xml, {
      text(path, text) {
        const name = path.at(-1) ?? "";
        if (path.length === LEVELS + 1 && path[2] === "Roles") role.set(name, text);
        else if (path.length === LEVELS - 1 && path.slice(0, 2).join("/") === RESULT) page.set(name, text);
      },
      end(path) {
        if (path.length !== LEVELS || path.join("/") !== MEMBER) return;
        items.push(roleFrom(role));
        role = new Map();
      },
    });
  } catch (error) {
    if (error instanceof SyntaxError) throw notAList();
    throw error;
  }
  const isTruncated = page.get("IsTruncated");
  if (isTruncated === undefined) throw notAList();
  return { items, next: isTruncated === "true" ? page.get("Marker") : undefined };
}

function roleFrom(role: ReadonlyMap<string, string>): FoundRole {
  const [arn, roleId, name] = [role.get("Arn"), role.get("RoleId"), role.get("RoleName")];
  if (!arn || !roleId || !name) throw notAList();
  return {
    arn,
    roleId,
    path: role.get("Path") ?? "/",
    name,
    maxSessionSeconds: Number(role.get("MaxSessionDuration") ?? 3600),
    trustPolicy: decodedPolicy(role.get("AssumeRolePolicyDocument") ?? ""),
  };
}

/** What is not encoded as it should be is kept as it came: one role does not hide the others. */
export function decodedPolicy(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function notAList(): ActasError {
  return new ActasError("unreachable", "cannot use the answer of IAM: it is no list of roles");
}
