/** A program that always opens `~/.aws/credentials`, whatever the variables are, so that a copy does not help. */
interface OwnReader {
  /** The command's name. */
  readonly program: string;
  /** The evidence. */
  readonly source: string;
}

/** Only programs recognisable by their names; a Python program that imports polars is not. */
const OWN_READERS: readonly OwnReader[] = [
  { program: "awscurl", source: "awscurl/awscurl.py of awscurl 0.44: `credentials_path` in `inner_main`" },
  { program: "s3fs", source: "s3fs(1), AUTHENTICATION: the standard AWS credentials file below the home directory" },
];

/** The notice for such a program, when the default profile has keys; undefined for all other programs. */
export function ownReaderNotice(program: string, target: string): string | undefined {
  if (!OWN_READERS.some((reader) => reader.program === program)) return undefined;
  return (
    `${program} opens ~/.aws/credentials itself and acts as the keys of [default] there, not as "${target}": ` +
    "`actas exec --mode env` gives it keys that it takes first"
  );
}
