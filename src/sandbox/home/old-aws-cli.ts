import { singleQuoted } from "../../base/shell-word.ts";

/**
 * A program `aws` that stands first in the sandbox's PATH. An AWS CLI before 2.13 (or 1.29) does not know
 * `AWS_ENDPOINT_URL` and would ask the real AWS: it gets `--endpoint-url`. The version is asked for once. It needs
 * nothing but the shell: PATH may have no other tools.
 */
export function oldAwsCliWrapper(home: string, url: string): string {
  return `#!/bin/sh
set -f
IFS=:
rest=
for folder in $PATH; do [ "$folder" = ${singleQuoted(`${home}/bin`)} ] || rest="$rest\${rest:+:}$folder"; done
PATH=$rest
unset IFS
aws=$(command -v aws) || { echo 'aws: command not found' >&2; exit 127; }
kept=${singleQuoted(`${home}/.cache/aws-version`)}
[ -s "$kept" ] || "$aws" --version >"$kept" 2>&1
read -r version _ <"$kept"
case \${version#aws-cli/} in
  1.?.*|1.1?.*|1.2[0-8].*|2.?.*|2.1[0-2].*) exec "$aws" --endpoint-url ${singleQuoted(url)} "$@" ;;
esac
exec "$aws" "$@"
`;
}
