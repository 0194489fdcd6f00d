import { MAWS_CONFIG } from "./credential-options.ts";
import { type CommandDefinition, type OptionDefinition, withoutHeading } from "./definition.ts";
import { GRANT_OPTIONS } from "./grant-options.ts";
import { JSON_OPTION } from "./json-option.ts";
import { SOURCE } from "./source-argument.ts";

const UTC: OptionDefinition = { flags: "--utc", words: "show times in UTC" };

/** `actas login [SOURCE]` */
export const login = (): CommandDefinition => ({
  arguments: [{ ...SOURCE, words: `${SOURCE.words}; default: the only one, else you are asked` }],
  options: [
    ...GRANT_OPTIONS.map(withoutHeading),
    withoutHeading(MAWS_CONFIG),
    { flags: "--no-browser", words: "print the address of the sign-in page and open nothing" },
    { flags: "--qr", words: "show the address as a QR code, for a phone; uses the device grant" },
    { flags: "--again", words: "sign in anew where somebody is signed in already" },
    JSON_OPTION,
  ],
  examples: [
    "actas login                           to the only source, or to one of them",
    "actas login corp",
    "actas login corp --grant device       with any browser, on any device",
    "actas login corp --qr                 with the browser of a phone that scans a code",
    "actas login corp --no-browser         print the address, open nothing",
    "actas login corp --again              also where somebody is signed in, as another person",
  ],
  notes: `SOURCE is an id of ~/.config/actas/sources.d, an sso-session of ~/.aws/config,
or a profile that signs in; \`actas list sources\` shows what there is.`,
});

/** `actas logout SOURCE`, `actas logout PROFILE`, `actas logout --all` */
export const logout = (): CommandDefinition => ({
  arguments: [{ ...SOURCE, words: `${SOURCE.words}; or a profile of an IAM user` }],
  options: [
    withoutHeading(MAWS_CONFIG),
    { flags: "-a, --all", words: "of everything: all sources, all IAM users, all that was got with them" },
    JSON_OPTION,
  ],
  examples: [
    "actas logout corp",
    "actas logout staging        the session of the IAM user that the profile starts with",
    "actas logout --all",
  ],
});

/** `actas refresh [SOURCE]` */
export const refresh = (): CommandDefinition => ({
  arguments: [{ ...SOURCE, words: `${SOURCE.words}; default: the only one you are signed in to` }],
  options: [withoutHeading(MAWS_CONFIG), JSON_OPTION, UTC],
  examples: ["actas refresh corp"],
});
