import { home } from "../../files/home.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { SourceReader } from "../../source-files/source-reader.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { describeProfile } from "../../targets/describe-profile.ts";
import type { Actions } from "../command-line/action.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { printJson } from "../json/print-json.ts";
import { printText } from "../terminal/print-text.ts";
import { profileAsText } from "../text/profile-as-text.ts";

/** `actas config show PROFILE` */
export const configActions: Actions = {
  show: async (profile: string, { json }: { readonly json?: true }) => {
    const environment = requestEnvironment();
    const files = await readProfileFiles(environment);
    const definitions = await new SourceReader().read(environment);
    const description = describeProfile(profile, files, definitions, environment);
    if (json) return printJson("config show", description);
    printText(profileAsText(description, home(environment, "shorten paths"), terminalColumns()));
  },
};
