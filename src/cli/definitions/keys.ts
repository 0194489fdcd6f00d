import { OTP } from "./code-options.ts";
import { type CommandDefinition, type NamedDefinition, withoutHeading } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";
import { PROFILE_ARGUMENT } from "./profile-argument.ts";

const importKey = (): NamedDefinition => ({
  name: "import",
  summary: "move the key of a profile from the AWS files to the keyring",
  arguments: [PROFILE_ARGUMENT],
  options: [
    { flags: "--process", words: "add a credential_process, by which other tools get credentials through actas" },
    { flags: "--alone", words: "do not add one, and do not ask", conflicts: "process" },
    JSON_OPTION,
  ],
  examples: ["actas keys import ben --process"],
});

/** `actas keys import|add|list|export|rotate|remove` */
export const keys = (): CommandDefinition => ({
  commands: [
    importKey(),
    {
      name: "add",
      summary: "keep a key in the keyring, and let a profile name it; it is asked for, or read from standard input",
      arguments: [PROFILE_ARGUMENT],
      options: [JSON_OPTION],
      examples: ["actas keys add work", "actas keys add work < key.csv"],
    },
    {
      name: "list",
      summary: "list long-term keys and where they are, without secrets",
      options: [JSON_OPTION],
      examples: ["actas keys list", "actas keys list --json | jq -r '.keys[] | select(.files != []).accessKeyId'"],
    },
    {
      name: "export",
      summary: "print the key of a profile, secret and all, as in an AWS file",
      arguments: [PROFILE_ARGUMENT],
      options: [JSON_OPTION],
      examples: ["actas keys export work | cat"],
    },
    {
      name: "rotate",
      summary: "replace the key of a profile by a new one that AWS makes; run again, it goes on where it was",
      arguments: [PROFILE_ARGUMENT],
      options: [
        { flags: "--delete <key>", words: "first delete this other key of the user: AWS allows two" },
        { flags: "--keep-old", words: "leave the old key inactive instead of deleting it" },
        { flags: "--undo", words: "go back to the old key of a rotation that has not ended", conflicts: "keepOld" },
        withoutHeading(OTP),
        JSON_OPTION,
      ],
      examples: ["actas keys rotate work", "actas keys rotate work --keep-old", "actas keys rotate work --undo"],
    },
    {
      name: "remove",
      summary: "take a key out of the keyring and out of the profile; at AWS it stays active",
      arguments: [{ name: "<profile-or-key>", words: "a profile, or the id of a key that no profile names" }],
      options: [{ flags: "-y, --yes", words: "do not ask: nothing can bring the secret back" }, JSON_OPTION],
      examples: ["actas keys remove work"],
    },
  ],
  examples: ["actas keys import ben", "actas keys list"],
  notes: `In the profile stands only actas_access_key_id, the id of the key. The agent
reads the secret when it first needs it, once.`,
});
