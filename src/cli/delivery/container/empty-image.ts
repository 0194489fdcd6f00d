import { ActasError } from "../../../base/errors.ts";

const NAME = "actas-relay:empty";
/** An archive without files: tar(5) ends with two blocks of zeros. */
const NO_FILES = new Uint8Array(1024);
/** Its SHA-256, by which Docker knows the layer. */
const LAYER = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
const FORMAT = "{{json .RootFS.Layers}} {{json .Config.Env}} {{json .Config.Volumes}} {{.Id}}";
const EMPTY = new RegExp(`^\\["${LAYER}"\\] (?:null|\\[\\]) (?:null|\\{\\}) (sha256:[0-9a-f]{64})\\n$`);

/**
 * The id of an image without files and variables, made where Docker has none. What carries the name may be another's, so
 * its contents are looked at and the id is used.
 *
 * @param docker - the program and its own options
 * @throws {ActasError} `system` when Docker makes none; it has said why
 */
export function emptyImage(docker: readonly string[]): string {
  const known = Bun.spawnSync([...docker, "image", "inspect", "--format", FORMAT, NAME], { stderr: "ignore" });
  const id = EMPTY.exec(known.stdout.toString())?.[1];
  if (id !== undefined) return id;
  const made = Bun.spawnSync([...docker, "import", "-", NAME], { stdin: NO_FILES, stderr: "inherit" });
  const said = made.stdout.toString().trim();
  if (/^sha256:[0-9a-f]{64}$/.test(said)) return said;
  throw new ActasError("system", "cannot start the relay of the container: Docker has not made an image for it");
}
