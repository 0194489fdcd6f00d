import { PICK, PROFILE, SERVER } from "./credential-options.ts";
import { type CommandDefinition, withoutHeading } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** `actas show` */
export const show = (): CommandDefinition => ({
  options: [
    { flags: "-f, --fail-when-missing-auto", words: "end with status 1 when there is no project file" },
    { flags: "-q, --quiet", words: "print nothing" },
    { ...JSON_OPTION, words: "the same: it is JSON in any case" },
  ],
  examples: ["actas show", 'actas show -qf && echo "this project has a role of its own"'],
});

/** `actas use [TARGET]` */
export const use = (): CommandDefinition => ({
  arguments: [{ name: "[target]", words: "a profile, role ARN or SOURCE:ROLE; default: chosen from a list" }],
  options: [
    { ...SERVER, words: "the id or URL of a source: the target is one of its roles" },
    PROFILE,
    PICK,
    JSON_OPTION,
  ].map(withoutHeading),
  examples: ["actas use corp:111122223333/Developer", "actas use staging", "actas use --pick"],
});

/** `actas trust [FILE]`, `actas trust list|revoke` */
export const trust = (): CommandDefinition => ({
  alone: true,
  arguments: [{ name: "[file]", words: "a .actas.json or .mairu.json; default: the closest one" }],
  options: [
    { flags: "--show", words: "show on the terminal what it says, and its digest; trust nothing" },
    { flags: "--digest <digest>", words: "trust it without a question if this is its SHA-256", conflicts: "show" },
    { ...JSON_OPTION, conflicts: "show" },
  ],
  commands: [
    {
      name: "list",
      summary: "list the files that were trusted, and whether they still are",
      options: [JSON_OPTION],
      examples: ["actas trust list", "actas trust list --json | jq -r '.files[].path'"],
    },
    {
      name: "revoke",
      summary: "take the trust in a file back",
      arguments: [{ name: "[file]", words: "default: the closest one" }],
      options: [{ flags: "-a, --all", words: "of every file" }, JSON_OPTION],
      examples: ["actas trust revoke", "actas trust revoke ~/work/project/.actas.json", "actas trust revoke --all"],
    },
  ],
  examples: [
    "actas trust                           look at this project's file, and trust it",
    "actas trust list",
    "actas trust revoke                    ask again before it is used",
  ],
  notes: `A project file decides as whom commands run, so it counts only when you have
seen what it says. When it changes, you are asked again.`,
});
