import { Command, Option } from "commander";
import { grantTypeOption } from "../target/grant-type-option.ts";

const EXAMPLES = `
Examples:
  actas login                           to the only source, or to one of them
  actas login corp
  actas login corp --grant device       with any browser, on any device
  actas login corp --no-browser         print the address, open nothing
  actas login corp --again              also where somebody is signed in, as another person

SOURCE is an id of ~/.config/actas/sources.d, an sso-session of ~/.aws/config,
or a profile that signs in; \`actas list sources\` shows what there is.
`;

/** `actas login [SOURCE]` */
export function loginCommand(): Command {
  return new Command("login")
    .description("sign in to a source, in the browser")
    .argument("[source]", "its id, its URL, or a profile that uses it; default: the only one, else you are asked")
    .addOption(grantTypeOption())
    .addOption(grantTypeOption("--oauth-grant-type").hideHelp())
    .addOption(new Option("--no-browser", "print the address of the sign-in page and open nothing"))
    .option("--again", "sign in anew where somebody is signed in already")
    .addHelpText("after", EXAMPLES)
    .action(
      async (source: string | undefined, { again, browser, oauthGrantType, grant: grantType = oauthGrantType }) => {
        const { signInTo } = await import("../sign-in/sign-in-to.ts");
        const named = source ?? (await (await import("../sign-in/choose-source.ts")).chooseSource());
        const held = again ? "replaced" : "kept";
        await signInTo(named, { browser: browser ? "open" : "print", held, ...(grantType && { grantType }) });
      },
    );
}
