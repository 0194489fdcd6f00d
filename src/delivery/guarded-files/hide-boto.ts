import { keyOf, linesOf, readingsOf, withoutSettings } from "./lines.ts";

/**
 * A replacement for the files of boto, which botocore still reads before it calls the container endpoint: the last file
 * without its AWS keys. Other programs keep their own keys in it, such as gsutil for Google.
 *
 * @returns undefined when none of the files holds AWS keys
 */
export function hideBoto(files: readonly string[]): string | undefined {
  const hidden = files.map((bytes) => withoutSettings(linesOf(bytes), isAwsKey).join(""));
  return hidden.some((bytes, at) => bytes !== files[at]) ? hidden.at(-1) : undefined;
}

function isAwsKey(line: string): boolean {
  return readingsOf(line).some((reading) => AWS_KEYS.includes(keyOf(reading)));
}

const AWS_KEYS = ["aws_access_key_id", "aws_secret_access_key", "aws_security_token"];
