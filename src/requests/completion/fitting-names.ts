import type { HeldName } from "../../agent-api/names-request.ts";

/**
 * The names that fit what was typed: those that begin with it; if none does, those that do but for the case; if still
 * none does, those with all of its parts in the name or in the description: `corp:data read` and `corp:data/read` find
 * `corp:111122223333/ReadOnly`, whose account is called data.
 */
export function fittingNames(all: readonly HeldName[], typed: string): readonly HeldName[] {
  const exact = all.filter(({ name }) => name.startsWith(typed));
  if (exact.length > 0) return exact;
  const lower = typed.toLowerCase();
  const sameButCase = all.filter(({ name }) => name.toLowerCase().startsWith(lower));
  if (sameButCase.length > 0) return sameButCase;
  const parts = lower.split(/[:/\s]+/);
  return all.filter(({ description = "", name }) => {
    const text = `${name}\n${description}`.toLowerCase();
    return parts.every((part) => text.includes(part));
  });
}
