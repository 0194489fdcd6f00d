import type { ArgumentDefinition, CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

const URL_ARGUMENT: ArgumentDefinition = { name: "<url>", words: "the URL at which the password is typed" };

/** `actas password import|list|show|remove` */
export const password = (): CommandDefinition => ({
  commands: [
    {
      name: "import",
      summary: "move the passwords that aws-runas keeps in the AWS files to the keyring",
      arguments: [{ name: "[url]", words: "that of this URL alone; default: all" }],
      examples: ["actas password import"],
    },
    {
      name: "list",
      summary: "list for which URLs there are passwords, and where",
      options: [JSON_OPTION],
      examples: ["actas password list"],
    },
    {
      name: "show",
      summary: "print a password from the keyring, such as to copy it",
      arguments: [URL_ARGUMENT],
      examples: ["actas password show https://login.example.com/saml | wl-copy"],
    },
    {
      name: "remove",
      summary: "take a password out of the keyring",
      arguments: [URL_ARGUMENT],
      options: [{ flags: "-y, --yes", words: "do not ask: nothing can bring it back" }],
      examples: ["actas password remove https://login.example.com/saml"],
    },
  ],
  examples: ["actas password import", "actas password list"],
  notes: `aws-runas keeps passwords for SAML and OIDC in the credentials file, where every
program can read them. actas has no such sign-ins, so it uses none of them.`,
});
