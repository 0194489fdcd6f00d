import { ActasError } from "../../base/errors.ts";
import { profileNames } from "../../profiles/profile.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import { requestEnvironment } from "../environment/request-environment.ts";

/**
 * The error for a target that an option has taken for its value: `as -r staging` asks AWS anew in awsume, and `-c`
 * opens the console with `assume`. The list to choose from would then hide that.
 */
export async function targetTaken(
  region: string | undefined,
  files: readonly string[],
): Promise<ActasError | undefined> {
  const taken = [...(region === undefined ? [] : [region]), ...files];
  const names = profileNames(await readProfileFiles(requestEnvironment()));
  const target = taken.find((value) => names.includes(value));
  if (target === undefined) return undefined;
  const option = target === region ? "--region" : "--config";
  const typed = typedByName(target);
  return new ActasError(
    "usage",
    `cannot use \`${option}\` with "${target}": it is a profile, and nothing names a target`,
    {
      hints: [
        `\`as ${inShell(typed)}\` acts as it`,
        option === "--region"
          ? `\`as --refresh ${inShell(typed)}\` asks AWS anew`
          : `\`actas console ${inShell(typed)}\` opens the console`,
      ],
    },
  );
}
