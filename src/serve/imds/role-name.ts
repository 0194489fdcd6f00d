/** IAM's own limit for names of roles. */
const LONGEST = 64;

/**
 * The name under which a target's credentials are served: that of the role where the target is an ARN, else the target,
 * with a dash for all that would mean something in a path.
 */
export function roleName(target: string): string {
  const last = target.startsWith("arn:") ? target.slice(target.lastIndexOf("/") + 1) : target;
  return (
    last
      .replace(/[^A-Za-z0-9_.-]+/g, "-")
      .slice(0, LONGEST)
      .replace(/^\.+$/, "-") || "-"
  );
}
