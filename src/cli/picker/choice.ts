import { printable } from "../../base/printable.ts";
import { ownName, type RoleEntry } from "../../base/role-entry.ts";
import type { AliasFacts, ProfileFacts } from "../../requests/usable-profiles.ts";
import { inShell, type OtherMeanings, typedByName, typedProfile, typedRole } from "../../targets/typed-target.ts";
import type { NamedTarget } from "../target/target-request.ts";

/** One row of the list: the texts it shows, all printable, and the target it stands for. */
export interface Choice {
  /** Unique among the rows. */
  readonly key: string;
  /** The role or the profile; never cut. */
  readonly name: string;
  /** The account's name, or the identity that the profile resolves to. */
  readonly where: string;
  readonly accountId: string;
  /** The source, or `profile`. */
  readonly from: string;
  /** The region, or what the source says about the role. */
  readonly detail: string;
  /** The text that is searched, in lower case, one field per line. */
  readonly words: string;
  /** E-mail addresses, which are searched when nothing else matches. */
  readonly aside: string;
  /** The target as it can be typed again. */
  readonly typed: string;
  /** Of the role, where it is known; else empty. */
  readonly arn: string;
  readonly means: Meaning;
}

type Shown = Pick<Choice, "name" | "where" | "accountId" | "from" | "detail" | "typed">;

type Meaning =
  | { readonly kind: "target"; readonly named: NamedTarget }
  /** A source whose roles are unknown until the user signs in. */
  | { readonly kind: "sign-in"; readonly source: string };

const EMAIL = /\(?[^\s()]+@[^\s()]+\)?/g;

export function profileChoice(profile: ProfileFacts, meanings: OtherMeanings): Choice {
  const { name, role, roleArn, accountId, region } = profile;
  return choice({
    key: `profile ${name}`,
    name,
    where: role,
    accountId,
    from: "profile",
    detail: region,
    typed: inShell(typedProfile(name, meanings)),
    arn: roleArn,
    means: { kind: "target", named: { sourceProfile: name } },
  });
}

/** @param alias - its target is absent where it was chosen before, and nothing else is known yet */
export function aliasChoice({ name, role, roleArn, accountId, region, target }: AliasChoice): Choice {
  return choice({
    key: `alias ${name}`,
    name,
    where: role,
    accountId,
    from: "name",
    detail: target ?? region,
    typed: inShell([name]),
    arn: roleArn,
    means: { kind: "target", named: { target: name } },
  });
}

type AliasChoice = Omit<AliasFacts, "target"> & { readonly target?: string };

export function roleChoice(source: string, role: RoleEntry, meanings: OtherMeanings): Choice {
  const { accountId, accountName, description = "" } = role;
  const emails = description.match(EMAIL) ?? [];
  const said = emails.length > 0 ? description.replace(EMAIL, "").trim() : description;
  return choice({
    key: `role ${source}\0${role.name}`,
    // The account has a column of its own.
    name: ownName(role),
    where: accountName,
    accountId,
    from: source,
    detail: said === accountName ? "" : said,
    aside: emails.join(" "),
    typed: inShell(typedRole(source, role.name, meanings)),
    arn: role.roleArn,
    means: { kind: "target", named: { source, target: role.name } },
  });
}

/** A target that is served, by the name under which it is. */
export function servedChoice(name: string): Choice {
  return choice({
    key: `served ${name}`,
    name,
    from: "served",
    typed: inShell(typedByName(name)),
    arn: /^arn:\S+/.exec(name)?.[0],
    means: { kind: "target", named: { target: name } },
  });
}

export function signInChoice(source: string): Choice {
  return choice({
    key: `sign-in ${source}`,
    name: source,
    where: "sign in to see its roles …",
    means: { kind: "sign-in", source },
  });
}

type Parts = Pick<Choice, "key" | "name" | "means"> & {
  readonly [field in keyof Shown | "aside" | "arn"]?: string | undefined;
};

function choice({ key, means, aside = "", typed = "", arn = "", ...fields }: Parts): Choice {
  const { name, where = "", accountId = "", from = "", detail = "" } = fields;
  const shown = [name, where, accountId, from, detail].map(printable) as [string, string, string, string, string];
  return {
    key,
    means,
    name: shown[0],
    where: shown[1],
    accountId: shown[2],
    from: shown[3],
    detail: shown[4],
    typed,
    arn,
    words: `\n${shown.join("\n")}\n${typed}\n`.toLowerCase(),
    aside: aside.toLowerCase(),
  };
}
