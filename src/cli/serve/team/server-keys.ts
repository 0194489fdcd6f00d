import { ActasError } from "../../../base/errors.ts";
import { ownSurroundings } from "../../../system/own-surroundings.ts";
import { say } from "../../terminal/say.ts";

interface KeysFlags {
  readonly config?: string;
  readonly stolen?: true;
}

/** `actas server keys rotate` */
export async function serverKeys(action: string, { config, stolen }: KeysFlags): Promise<void> {
  if (action !== "rotate") {
    throw new ActasError("usage", `cannot run \`actas server keys\` with "${action}": it is rotate`, {
      hints: ["`actas server keys rotate`"],
    });
  }
  const [{ configurationHere }, { rotateKeyFile }] = await Promise.all([
    import("../../../server/configuration/configuration-here.ts"),
    import("../../../server/lending/issuer/key-file.ts"),
  ]);
  const { issuer } = configurationHere(config, ownSurroundings().environment).lending;
  if (!issuer?.keyFile) {
    const hints = issuer
      ? ["in KMS a new key goes to the end of `lending.issuer.kmsKeys`, and after an hour to its beginning"]
      : ["`lending.issuer` is not in the configuration: no token is minted"];
    throw new ActasError("configuration", "cannot rotate the issuer's keys: they are in no file", { hints });
  }
  await rotateKeyFile(issuer.keyFile, Date.now(), stolen ? "stolen" : "due");
  say(`actas: tokens are signed with the next key in ${issuer.keyFile}, and there is a new one after it`);
  say(
    stolen
      ? "actas: the key before is published no more; AWS may keep it for some minutes, so look at CloudTrail, too"
      : "actas: the key before is published for another hour",
  );
}
