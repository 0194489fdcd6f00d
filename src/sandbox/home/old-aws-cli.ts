import { singleQuoted } from "../../base/shell-word.ts";

/**
 * A program `aws` that stands first in the sandbox's PATH. An AWS CLI before 2.13 (or 1.29) does not know
 * `AWS_ENDPOINT_URL` and would ask the real AWS: it gets `--endpoint-url`. Each program is asked for its version once.
 * This file needs nothing but the shell, since PATH may have no other tools, and knows itself by what it is: PATH may
 * name its folder in another way, and it would run itself for ever.
 */
export function oldAwsCliWrapper(home: string, url: string): string {
  return `#!/bin/sh
set -f
IFS=:
rest=
for folder in $PATH; do [ "$folder/aws" -ef ${singleQuoted(`${home}/bin/aws`)} ] || rest="$rest\${rest:+:}$folder"; done
PATH=$rest
unset IFS
aws=$(command -v aws) || { echo 'aws: command not found' >&2; exit 127; }
kept=${singleQuoted(`${home}/.cache/aws-version`)}
asked= version=
[ -r "$kept" ] && { IFS= read -r asked; IFS= read -r version; } <"$kept"
if [ "$asked" != "$aws" ] || [ "\${aws#/}" = "$aws" ]; then
  version=$("$aws" --version 2>&1)
  { printf '%s\\n' "$aws" "$version" >"$kept"; } 2>/dev/null
fi
version=\${version%% *}
case \${version#aws-cli/} in
  1.?.*|1.1?.*|1.2[0-8].*|2.?.*|2.1[0-2].*) exec "$aws" --endpoint-url ${singleQuoted(url)} "$@" ;;
esac
exec "$aws" "$@"
`;
}
