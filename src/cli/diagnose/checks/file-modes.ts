import { statSync } from "node:fs";
import { shellArgument } from "../../../base/shell-word.ts";
import { configurationHome } from "../../../files/home.ts";
import { problemOnTheWayTo } from "../../../files/safe-path.ts";
import { takeAccess } from "../../../files/take-access.ts";
import { profilePaths } from "../../../profiles/file-paths.ts";
import type { Check, CheckFinding } from "../check.ts";

const READ_BY_OTHERS = 0o044;
const WRITTEN_BY_OTHERS = 0o022;
const PERMISSIONS = 0o777;

/** Whether other users of this machine can read the keys, or write what is run and trusted. */
export const fileModes: Check = {
  name: "file modes",
  run: async ({ environment }) => {
    const { config, credentials } = profilePaths(environment);
    const own = `${configurationHome(environment, "look at its files")}/actas`;
    const found = [
      ...judged(credentials, READ_BY_OTHERS | WRITTEN_BY_OTHERS),
      ...judged(config, WRITTEN_BY_OTHERS),
      ...judged(`${own}/config.json`, WRITTEN_BY_OTHERS),
      ...judged(`${own}/sources.d`, WRITTEN_BY_OTHERS),
    ];
    return found.length > 0
      ? found
      : [{ severity: "fine", words: "only you can read your keys and change your files" }];
  },
};

function judged(path: string, forbidden: number): CheckFinding[] {
  const taken = modeOf(path) & forbidden;
  if (taken === 0) return onTheWay(path);
  const verb = (taken & WRITTEN_BY_OTHERS) !== 0 ? "change" : "read";
  return [
    {
      severity: "error",
      words: `other users of this machine can ${verb} ${path}`,
      mend: [`chmod ${forbidden & READ_BY_OTHERS ? "go-rw" : "go-w"} ${shellArgument(path)}`],
      fix: { words: `close ${path} to other users`, apply: () => takeAccess(path, forbidden) },
    },
  ];
}

/** A device, such as `/dev/null` in place of a file that one has not, is the system's, and open to all. */
function modeOf(path: string): number {
  try {
    const status = statSync(path);
    return status.isFile() || status.isDirectory() ? status.mode & PERMISSIONS : 0;
  } catch {
    return 0;
  }
}

/** Who can rename a directory above a file can put another file in its place. */
function onTheWay(path: string): CheckFinding[] {
  const problem = problemOnTheWayTo(path, "trusted");
  if (!problem || problem.missing) return [];
  const words = `another user could put another file in the place of ${path}: ${problem.reason}`;
  return [{ severity: "error", words, mend: [`ls -ld ${shellArgument(problem.at)}`] }];
}
