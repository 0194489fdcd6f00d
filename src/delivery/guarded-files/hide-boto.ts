/**
 * What stands in for the files of boto, which botocore still looks into before it asks the container endpoint: the last
 * one without its AWS keys. Others keep theirs in it, such as those of gsutil for Google.
 *
 * @returns undefined when none of the files holds AWS keys
 */
export function hideBoto(files: readonly string[]): string | undefined {
  const hidden = files.map((text) => text.replace(AWS_KEY, ""));
  return hidden.some((text, at) => text !== files[at]) ? hidden.at(-1) : undefined;
}

const AWS_KEY = /^[ \t]*aws_(?:access_key_id|secret_access_key|security_token)[ \t]*[=:].*(?:\r\n|\n|$)/gim;
