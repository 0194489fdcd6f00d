import { jsonText } from "../../base/printable.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { SourceReader } from "../../source-files/source-reader.ts";
import { print, printLines } from "../../system/print.ts";
import { describeProfile } from "../../targets/describe-profile.ts";
import type { Actions } from "../command-line/action.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { profileAsText } from "../text/profile-as-text.ts";

/** `actas config show PROFILE` */
export const configActions: Actions = {
  show: async (profile: string, { json }: { readonly json?: true }) => {
    const environment = requestEnvironment();
    const files = await readProfileFiles(environment);
    const definitions = await new SourceReader().read(environment);
    const description = describeProfile(profile, files, definitions, environment);
    if (json) return print(jsonText(description, "indented"));
    printLines(profileAsText(description));
  },
};
