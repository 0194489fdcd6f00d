import type { ActsAs } from "../../agent-api/messages.ts";

/** The target, plus account and role where the target does not name them. */
export function describedTarget(target: string | null | undefined, { account, role }: ActsAs): string {
  const name = target ?? "";
  const more = [account, role].filter((part) => part && !name.includes(part));
  return more.length > 0 ? `${name} (${more.join(", ")})` : name;
}
