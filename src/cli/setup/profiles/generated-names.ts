import { ActasError } from "../../../base/errors.ts";
import { ownName, type RoleEntry } from "../../../base/role-entry.ts";
import { isProfileName } from "./new-profile.ts";

export const USUAL_TEMPLATE = "{account}-{role}";

/** A role, and the name of its profile or why it has none. */
export interface NamedRole {
  readonly role: RoleEntry;
  readonly name?: string;
  /** Fit for the end of a message. */
  readonly problem?: string;
}

/** What a template may have between braces. Other tools read no profile with other characters in its name. */
const PARTS: Readonly<Record<string, (source: string, role: RoleEntry) => string>> = {
  account: (source, { accountId, accountName = "" }) => plain(accountName) || (accountId ?? plain(source)),
  id: (source, { accountId }) => accountId ?? plain(source),
  role: (_, role) => plain(ownName(role)),
  source: (source) => plain(source),
};

/** @throws {ActasError} `usage` for a template that gives no names, or all roles the same one */
export function checkTemplate(template: string): void {
  const unknown = [...template.matchAll(/\{([^}]*)\}?/g)].find(
    ([all, part = ""]) => !all.endsWith("}") || !(part in PARTS),
  );
  const rest = template.replace(/\{\w+\}/g, "");
  if (unknown) throw unusable(`there is no \`${unknown[0]}\``);
  if (!template.includes("{role}")) throw unusable("without `{role}` several roles would have one name");
  if (/[^\w.@+-]/.test(rest)) throw unusable("beside them a name has letters, digits and any of _.@+-");
}

/**
 * The names of profiles for all roles of a source. Of roles that would have the same name each gets its account's
 * number at the end.
 *
 * @param taken - names of profiles that are not ours
 */
export function generatedNames(
  source: string,
  roles: readonly RoleEntry[],
  template: string,
  taken: ReadonlySet<string>,
): readonly NamedRole[] {
  const simple = roles.map((role) => nameOf(source, role, template));
  const names = roles.map(({ accountId }, index) => {
    const name = simple[index] ?? "";
    return accountId && isTwice(name, simple) ? `${name}-${accountId}` : name;
  });
  return roles.map((role, index) => {
    const name = names[index] ?? "";
    const problem = problemWith(name, names, taken);
    return problem ? { role, problem } : { role, name };
  });
}

function problemWith(name: string, all: readonly string[], taken: ReadonlySet<string>): string | undefined {
  if (!isProfileName(name)) return `"${name}" is no name that all tools read`;
  if (/^default$/i.test(name)) return `"${name}" is what programs use that name no profile`;
  if (taken.has(name)) return `there is another profile "${name}"`;
  return isTwice(name, all) ? `other roles would have the name "${name}", too` : undefined;
}

function isTwice(name: string, names: readonly string[]): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}

function nameOf(source: string, role: RoleEntry, template: string): string {
  return template.replace(/\{(\w+)\}/g, (_, part: string) => PARTS[part]?.(source, role) ?? "");
}

/** Letters without their accents; a dash for everything else that some tool does not read. */
function plain(text: string): string {
  const letters = text.normalize("NFKD").replace(/\p{M}+/gu, "");
  return letters.replace(/[^\w.@+-]+/g, "-").replace(/^[-.@+]+|-+$/g, "");
}

function unusable(reason: string): ActasError {
  return new ActasError("usage", `cannot use \`--template\`: ${reason}`, {
    hints: [
      `a template is such as \`${USUAL_TEMPLATE}\`; there are ${Object.keys(PARTS)
        .map((part) => `{${part}}`)
        .join(", ")}`,
    ],
  });
}
