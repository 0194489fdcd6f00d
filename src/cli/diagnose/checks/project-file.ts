import { findProjectFile } from "../../../project-files/find-project-file.ts";
import { workingDirectory } from "../../environment/working-directory.ts";
import { currentTrust } from "../../target/trusted-settings.ts";
import type { Check } from "../check.ts";

/** Whether the target `auto` means something here. */
export const projectFile: Check = {
  name: "project file",
  run: async ({ home }) => {
    const file = await findProjectFile(workingDirectory("look for a project file"), home);
    if (!file) return [];
    if (file.doubt) {
      const words = `${file.path} cannot be trusted: ${file.doubt}`;
      return [{ severity: "warning", words, mend: ["chmod o-w on it, if it is yours"] }];
    }
    const { state } = await currentTrust(file);
    if (state === "matched") return [{ severity: "fine", words: `${file.path} is trusted` }];
    return [{ severity: "warning", words: `${file.path} is not trusted as it is now`, mend: ["actas trust"] }];
  },
};
