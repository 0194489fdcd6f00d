import { credentialOptions, PICK, TARGET } from "./credential-options.ts";
import type { CommandDefinition, OptionDefinition } from "./definition.ts";

const ownOptions = (): readonly OptionDefinition[] =>
  (
    [
      { flags: "--service <service>", words: "the page of a service, such as ec2, lambda or logs" },
      {
        flags: "--path <path>",
        words: "any page, by its path or address as the browser shows it",
        conflicts: "service",
      },
      { flags: "--destination <path>", hidden: true, conflicts: "path" },
      { flags: "-d, --duration <time>", words: "how long the session lasts, 15m to 12h; default: as the credentials" },
      { flags: "--issuer <url>", words: "where the console leads when the session has ended" },
      {
        flags: "--via <way>",
        words: "federation, with the credentials of the role, or the portal of IAM Identity Center, with none",
        choices: ["federation", "portal"],
        fallback: "federation",
      },
      { flags: "--print-url", words: "print the address, which signs in whoever has it, in place of opening it" },
      {
        flags: "--browser <program>",
        words: "the browser to open; default: config.json, BROWSER, or the system's",
        conflicts: "printUrl",
      },
      { flags: "--browser-profile <name>", words: "a profile of that browser, for several accounts side by side" },
    ] satisfies OptionDefinition[]
  ).map((option: OptionDefinition) => ({ ...option, heading: "Output" }));

/** A person who opens the console sits at a screen, and can choose. */
const TARGET_OR_LIST = { ...TARGET, words: `${TARGET.words}, or you choose from a list` };

/** `actas console [TARGET]` */
export const consoleDefinition = (): CommandDefinition => ({
  arguments: [TARGET_OR_LIST],
  options: [PICK, ...credentialOptions().filter(({ flags }) => !/--duration |--session$/.test(flags)), ...ownOptions()],
  examples: [
    "actas console staging",
    "actas console staging --service lambda --region eu-west-1",
    "actas console corp:111122223333/Developer --via portal",
    "actas console staging --browser firefox --browser-profile work",
  ],
});
