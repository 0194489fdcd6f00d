/** Blocks that are not commands, or that other tests play, by their first line. */
export const NOT_PLAYED: Readonly<Record<string, string>> = {
  "actas serve imds staging --port 9911": "goes on until it is ended: test/imds plays it",
  "actas serve imds staging":
    "takes an address of the machine: test/security/metadata-service/real-address.test.ts plays it",
  "npm start": "test/demo.test.ts plays the demo; the other command runs this test",
  "   $ actas exec staging -- \\": "test/demo.test.ts finds it in the demo",
  "git clone <this repository>": "as in the README",
  "node scripts/run.mjs scripts/build.ts --all": "needs the runtimes of other systems from the network",
  "shell ── actas … ──── unix socket ───► agent (one per user)": "a drawing",
  " command            agent                        browser              authorization server": "a drawing",
  " src/main.ts                                main()": "names of functions",
  " http/listen-on-loopback.ts                         listenOnLoopback(): guard(request), containerEndpoint().admit":
    "names of functions",
  " targets/source-role.ts                              roleOfTarget(target, …)            corp, and what stands after the colon":
    "names of functions",
  "# A misspelt profile stops before anything runs, and says what was meant.": "a scenario of test/scenarios",
  "actas console staging --browser firefox --browser-profile work":
    "no such browsers here: src/cli/delivery/console/browser-with.test.ts has their words",
  "actas setup mfa ana": "test/prompts/setup-mfa.test.ts scans and types codes",
  "actas setup mfa ana --resync": "the same",
  "actas setup mfa ana --yubikey --touch": "test/yubikey/enrolment.test.ts does so with a virtual key",
  'eval "$(actas shell init sh)"': "test/shells/scripts.test.ts runs such scripts",
  "actas exec --container staging -- podman run --rm -it my-image": "test/containers/podman.test.ts runs containers",
  "actas exec --container staging -- docker run --rm -it my-image": "test/containers/docker.test.ts, too",
  'actas exec staging -- docker run --rm --network host --user "$(id -u):$(id -g)" --env AWS_CONTAINER_CREDENTIALS_FULL_URI --env AWS_CONTAINER_AUTHORIZATION_TOKEN --env AWS_REGION my-image':
    "test/containers/podman.test.ts does so with podman",
  "services:": "a compose file",
  'MY_USER="$(id -u):$(id -g)" actas exec staging -- docker compose up': "needs Docker, which is not tested",
  "actas exec --mode env staging -- docker run --rm --env AWS_ACCESS_KEY_ID --env AWS_SECRET_ACCESS_KEY --env AWS_SESSION_TOKEN --env AWS_REGION my-image":
    "the same",
  "GET /credentials HTTP/1.1": "src/delivery/container-endpoint/container-endpoint.test.ts asks like this",
  '{"session":"Bearer QlDg7M4f…","again":"/serve/tg4cabMdUqvYYwMDfVcdhw"}':
    "test/serve/page-api.test.ts holds it to its description",
  "GET /profile HTTP/1.1": "test/serve/page-api.test.ts asks like this",
  '{"username":"","source":"corp","url":"http://127.0.0.1:36021/auth/7pMZ…"}': "the same",
  "HTTP/1.1 200 OK": "src/delivery/container-endpoint/container-endpoint.test.ts asks like this",
  "Host devbox": "the settings of ssh",
  'eval "$(actas completion zsh)"': "test/completion/shells.test.ts does so in zsh",
  "watch_file .actas.json": "of direnv: test/shells/environment-tools.test.ts",
  "[env_var.ACTAS_TARGET]": "test/shells/prompt-snippets.test.ts has starship show it",
  '{ "type": "text", "style": "plain",': "of oh-my-posh, which is not in Debian",
  "function prompt_actas() {": "test/shells/prompt-snippets.test.ts has zsh call it",
  "function fish_right_prompt": "test/shells/prompt-snippets.test.ts has fish call it",
  "PS1='\\[\\e]2;${ACTAS_TARGET:--}\\a\\]'$PS1": "test/shells/prompt-snippets.test.ts has bash in tmux show it",
  "set -g status-right '#{pane_title} '": "the same",
  "AWS_ACCESS_KEY_ID                        AWS_ACCESS_KEY": "a list of variables",
  "mfa_process = pass otp aws/ana": "test/mfa/inputs.test.ts has such a command",
  "ykman oath accounts add --touch arn:aws:iam::111122223333:mfa/ana": "test/yubikey/ has keys with such an account",
  'actas: touch YubiKey 12345678 (14 s), or type the MFA code of ana (111122223333) for "staging":':
    "test/yubikey/yubikey.test.ts waits for this prompt",
  "actas keys import --process ben": "test/keys/move-keys.test.ts has a keyring",
  "actas keys add work": "the same",
  "aws-vault export --format=json --no-session ben | actas keys add ben": "test/keys/odd-files.test.ts does that",
  "actas keys rotate work": "test/keys/rotate-keys.test.ts, too",
  "actas keys list": "the same",
  "actas role-map explain map --role arn:aws:iam::111122223333:role/Deploy --token token.jwt":
    "test/role-map/explain.test.ts has such a map, and a token",
  "actas server findings list": "test/server/findings.test.ts has findings, and acknowledges one",
  "$ actas server roles history arn:aws:iam::111122223333:role/Deploy --at 2026-05-03 --group ops":
    "test/server/roles/history.test.ts has a role with a past",
  "sudo useradd --system --home-dir /var/lib/actas-server --create-home actas-server": "changes the machine",
  "DATABASE_URL='postgres://actas:PASSWORD@db.example.com/actas?sslmode=verify-full' actas server run":
    "test/server/store has databases that are there",
  "actas server run --role api,issuer": "test/server/running/replicas.test.ts runs replicas",
  "DATABASE_URL=postgres://owner@db.example.com/actas actas server migrate":
    "test/server/security/database.test.ts has an owner of the tables",
  "aws iam put-role-policy --role-name Work --policy-name revoke-ana --policy-document file://revoke-ana.json":
    "test/server/security/revocation.test.ts has such a policy",
  'aws organizations create-policy --type SERVICE_CONTROL_POLICY --name revoke-ana --description "until tomorrow" \\':
    "the same",
  'pg_dump --format=custom --file=actas.dump "$DATABASE_URL"': "test/server/store/backup.test.ts dumps and restores",
  "pg_dump --format=custom --file=actas.dump -h /var/lib/actas-server/database/run -U actas postgres":
    "test/server/running/own-database.test.ts has such a socket",
  "createdb team": "test/server/store/backup.test.ts restores",
  "actas exec --mode file staging -- sh -c 'podman build --secret id=aws,src=\"$AWS_SHARED_CREDENTIALS_FILE\" .'":
    "needs an image to begin with, which no registry here has",
  "POST /assume-role HTTP/1.1": "test/server/api asks like this",
};

/** Commands within blocks that are not typed. */
export const NOT_TYPED: Readonly<Record<string, string>> = {
  "npm run build": "the tests run what it has built",
  'npm run build && export PATH="$PWD/dist:$PATH"': "the tests run what it has built",
};
