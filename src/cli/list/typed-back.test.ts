import { expect, test } from "bun:test";
import { profileFiles } from "../../../test/profile-files.ts";
import { seeded } from "../../../test/seeded.ts";
import { isSeen } from "../../base/printable.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";
import { readTargetName } from "../../targets/target-name.ts";
import { inShell, type OtherMeanings, typedProfile, typedRole } from "../../targets/typed-target.ts";
import { typedCommand } from "../command-line/typed/typed-command.ts";
import { profileChoice, roleChoice } from "../picker/choice.ts";
import type { CredentialFlags } from "../target/credential-flags.ts";
import { onelineRole, rolesAsText } from "../text/found-roles.ts";

const CASES = 600;
const pick = seeded(23);

/** What names are put together from: words that mean something, and what shells and terminals take for their own. */
const PIECES = [
  ..."abZ09:/@=+,.-_ '\"$`\\!*?~#&|;<>(){}[]%^é日😀".matchAll(/./gu).map(([character]) => character),
  ...["auto", "arn:", "corp", "corp:", "--profile", "exec", "111122223333/ReadOnly", "https://"],
];
const SOURCES = ["corp", "arn", "-corp", "--help", "two words", "it's", "https://corp.example/start", "auto"];

function name(): string {
  const text = Array.from({ length: 1 + pick(4) }, () => PIECES[pick(PIECES.length)]).join("");
  return isSeen(text) && text.trim() === text && text !== "" ? text : name();
}

/** Each is a profile, and a role of a source would be spelled like it. */
const LIKE_ROLES = ["corp:dev", "corp:111122223333/ReadOnly", "two words:dev"];

const profileNames = [...new Set([...LIKE_ROLES, ...Array.from({ length: CASES }, name)])].filter((one) =>
  /^[^\]["'#;\\]+$/.test(one),
);
const roles = Array.from({ length: CASES }, name)
  // An option, wherever it stands, unless the id of a source precedes it.
  .filter((role) => role !== "" && !role.startsWith("-"));
const definitions = {
  sources: SOURCES.map(
    (id) => ({ kind: "identity-center", id, url: `https://${id}`, origin: id }) as unknown as SourceDefinition,
  ),
  unusable: [],
};
const files = await profileFiles({
  config: profileNames.map((one) => `[profile ${one}]\nregion = eu-west-1\n`).join(""),
});
const known = new Set(profileNames.filter((one) => files.config.sections.has(`profile ${one}`)));

function ofAnySource(role: string): [string, string] {
  return [SOURCES[pick(SOURCES.length)] ?? "", role];
}

/** The words that a POSIX shell makes of each line. */
function wordsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const script = lines.map((line) => `printf '%s\\0' ${line}; printf '\\1'`).join("\n");
  const { stdout } = Bun.spawnSync(["sh", "-s"], { stdin: new TextEncoder().encode(script) });
  return stdout
    .toString()
    .split("\u0001")
    .slice(0, -1)
    .map((words) => words.split("\0").slice(0, -1));
}

/** What a command makes of these words. */
function meaningOf(words: readonly string[], server: string | undefined): unknown {
  const typed = typedCommand(["whoami", ...words]);
  if (!typed) return `not understood: ${words.join(" ")}`;
  const [target, flags] = typed.given as unknown as [string | undefined, CredentialFlags];
  const source = flags.server ?? (target === undefined || target === "auto" ? undefined : server);
  const request = {
    ...({ freshness: "cached", interaction: "never", environment: {} } as const),
    ...(target !== undefined && { target }),
    ...(source !== undefined && { source }),
    ...(flags.profile !== undefined && { sourceProfile: flags.profile }),
  };
  try {
    const meant = readTargetName(request, files, definitions);
    return "role" in meant ? [meant.source.id, meant.role] : meant;
  } catch (error) {
    return `${error}`;
  }
}

test.each([undefined, "corp", "other"])(
  "what lists show of a target means just that target, with source %p in the environment",
  (server) => {
    const meanings: OtherMeanings = { profiles: known, server };
    const cases = [
      ...[...known].map((profile) => ({
        lines: [inShell(typedProfile(profile, meanings)), profileChoice({ name: profile }, meanings).typed],
        means: { profile },
      })),
      ...[...LIKE_ROLES.map((one) => one.split(":") as [string, string]), ...roles.map(ofAnySource)].map(
        ([source, role]) => {
          const [, line = ""] = rolesAsText(
            [{ id: source, url: "", signedIn: true }],
            new Map([[source, [{ name: role }]]]),
            meanings,
          );
          const lines = [
            inShell(typedRole(source, role, meanings)),
            onelineRole(source, { name: role }, meanings),
            roleChoice(source, { name: role }, meanings).typed,
            line,
          ];
          return { lines, means: [source, role] };
        },
      ),
    ];
    const words = wordsOf(cases.flatMap(({ lines }) => lines));
    let index = 0;
    for (const { lines, means } of cases) {
      for (const line of lines)
        expect({ line, means: meaningOf(words[index++]!, server) }).toEqual({ line, means } as never);
    }
    expect(index).toBe(words.length);
  },
  // Thousands of cases, also on a busy machine.
  60_000,
);
