/*
 * The places of `src/` that have secrets in plain text, between the outside and a wrapper, each with its reason; see also
 * `secret-places.ts`. The sandbox is left out: its secrets are made up.
 */

/** Files that read, cut, send or write plain text with secrets in it, and never wrap or reveal one. */
export const HANDLE_PLAIN_TEXT: Record<string, string> = {
  "src/http/said-by-server.ts": "removes the secrets that a server may repeat in its refusal",
  "src/source-files/maws/parse-maws-file.ts": "cuts a file of `maws`, which has no secrets, as AWS files are cut",
  // Nothing of it is secret: all keys of a sandbox are made up
  "src/cli/commands/sandbox.ts": "says where a sandbox is",
  "src/cli/sandbox/run-in-sandbox.ts": "prints the same when it starts one",
  // What `serve` is for
  "src/cli/serve/served-targets.ts": "hands credentials on to what serves them",
  "src/cli/serve/print-variables.ts":
    "prints the variables with the token of a start, for the program that the user starts",
  "src/serve/container/open-container.ts": "makes those variables",
  "src/cli/serve/serve-imds.ts": "gives the PATH to what looks for `sudo`",
  // Nothing of it is secret: it is a question without credentials
  "src/cli/diagnose/probe.ts": "asks STS for the time",
  // Files of the user's
  "src/files/parsed-files.ts": "reads AWS and source files",
  "src/files/commented-json.ts": "parses source files",
  "src/profiles/profile-reader.ts": "hands the text of AWS files to their parser",
  "src/profiles/parse-file.ts": "hands it on, a stretch at a time",
  "src/profiles/stretch.ts": "cuts AWS files into sections",
  "src/profiles/section-lines.ts": "cuts sections into settings",
  "src/profiles/change-aws-files.ts": "keeps the text of before and of after a change",
  "src/profiles/edited-file.ts": "changes lines of AWS files beside their keys",
  "src/files/edit-file.ts": "reads and replaces AWS files",
  "src/profiles/unread-section.ts": "keeps a section as it is written until it is looked at",
  "src/source-files/parse-source-file.ts": "checks what a source file says before a client secret in it is wrapped",
  "src/source-files/definition-from.ts": "the same, of each kind of source",
  "src/delivery/guarded-files/guarded-files.ts": "copies AWS files, secrets and all, without what names an identity",
  "src/delivery/guarded-files/file-sections.ts": "the same, section by section",
  "src/delivery/guarded-files/hide-default.ts": "the same, for config and credentials file",
  "src/delivery/guarded-files/hide-boto.ts": "the same, for boto's file",
  "src/delivery/guarded-files/lines.ts": "the same, line by line",
  "src/delivery/guarded-files/rival-identity.ts": "reads the copies as an SDK would",
  "src/cli/setup/what-changed.ts": "compares the client secrets of two source files",
  "src/cli/setup/write-source.ts": "writes a source file, with the client secret that the user wants in it",
  // Files of our own
  "src/files/private-directory.ts": "writes the file with a grant's token",
  "src/agent/grants/credential-files.ts": "the same with credentials, for a program that reads nothing else",
  "src/files/write-private-file.ts": "the same, in one step; and the AWS CLI's token file",
  // What outlives every process
  "src/keyring/password-store.ts": "reads from our own environment which store `pass` has, and nothing else",
  "src/keyring/keyring-child.ts": "passes the key between the operating system's keyring and another process of ours",
  // Commands that the user's profiles and source files name
  "src/system/shell-output.ts": "reads what they print",
  "src/sources/credential-process/credential-process.ts": "passes that on to where it is wrapped",
  // Web identity tokens
  "src/aws/web-identity/token-in-words.ts": "reads the claims of a token, and shows the values of three",
  "src/aws/web-identity/web-identity-error.ts": "says what the token carries that AWS refused",
  // HTTP
  "src/network/send.ts": "sends requests and reads answers, with keys, tokens and codes in them",
  "src/network/answer-body.ts": "reads the bodies of answers",
  "src/network/mask-sent.ts": "takes what was sent out of a server's error text",
  "src/http/ask-server.ts": "parses the answers of OAuth and credential servers",
  "src/aws/fetch-handler.ts": "passes on the AWS SDK's requests and answers",
  "src/oauth/tolerant-fetch.ts": "mends the answers of authorization servers",
  "src/oauth/redirect-listener.ts": "receives the code that the browser brings back",
  "src/oauth/judge-callback.ts": "looks at the address that the code is in",
  "src/sources/credential-server/lend-credentials.ts": "passes an answer with credentials on to where they are wrapped",
  "src/cli/setup/check-server.ts": "asks a server that is being added, before there is any secret",
  "src/http/listen-on-loopback.ts": "receives requests that show the token of a grant",
  // The memory of the agent
  "src/cache/packed-records.ts": "holds credentials as bytes",
  // The socket between a command and the agent
  "src/agent-api/ask-agent.ts": "reads answers with credentials, and sends the environment that a command runs in",
  "src/agent-api/rest-of.ts": "the same, where they are long",
  "src/agent-api/converse.ts": "the same, for an answer that takes time",
  "src/agent-api/exchange.ts": "the same; and sends MFA codes",
  "src/agent-api/question-messages.ts": "MFA codes on their way to the agent",
  "src/agent/socket/listen-on-socket.ts": "reads requests and replies: MFA codes, and environments of commands",
  "src/agent/socket/connection.ts": "the same; and sends credentials to the commands that print them",
  "src/agent/handle.ts": "hands on a request with the MFA code that was typed with it",
  "src/agent/socket/parse-request.ts": "the same",
  "src/agent/hand-over/hand-over.ts": "the pipe through which an agent leaves what it holds to the next one",
  // MFA codes
  "src/system/run-program.ts":
    "hands a YubiKey's OATH password, and the key of a new MFA device, to `ykman`, and reads the code that it prints",
  "src/cli/terminal/ask-on-terminal.ts": "reads a code that is typed",
  "src/cli/terminal/questions/ask-for-password.ts": "the same, for a YubiKey's OATH password",
  "src/cli/terminal/line-question.ts": "holds it until Enter is pressed",
  "src/cli/terminal/terminal-listener.ts": "passes it on",
  "src/mfa/mfa-devices.ts": "remembers which codes were used",
  // Environments, in which there may be anything
  "src/cli/acting/act-as.ts": "prints what a shell evaluates: the token of its grant, or keys",
  "src/cli/acting/path-of-program.ts": "looks at PATH alone",
  "src/base/surroundings.ts": "the environment that a profile's command runs in",
  "src/mfa/yubikey/yubikey-input.ts": "that of a command, of which `ykman` gets what it needs",
  "src/agent-api/agent-start.ts": "that of a command, of which the agent gets what is listed",
  "src/keyring/ask-keyring-child.ts": "the same, for what asks the keyring",
  "src/keyring/secret-service-is-locked.ts": "asks whether a keyring is locked; no secret is in it",
  "src/cli/terminal/open-browser.ts": "the browser gets that of the command, as from a shell",
  "src/cli/terminal/browser-commands.ts": "asks it for the directory alone",
  "src/cli/diagnose/checks/yubikey.ts": "looks in it for `ykman`",
  "src/cli/environment/used-paths.ts": "looks in it for `ykman`",
  "src/targets/surroundings-key.ts": "a digest of it, as a part of a cache key",
  "src/cli/acting/account-name.ts": "would give it to the agent, which asks for none",
  "src/cli/picker/fill-list.ts": "gives it to the agent while a list is shown",
  "src/system/processes/environment-of.ts": "reads the environment of a running program",
  "src/agent/grants/surroundings-trace.ts": "undoes in it what was changed for the program, to know it again",
  // Ways out
  "src/requests/program-environment.ts":
    "puts keys, or the token of a grant, into what a program's environment becomes",
  "src/requests/credential-requests.ts": "answers with it",
  "src/agent/grants/grant.ts": "the same, for a program with a grant",
  "src/cli/environment/environment-changes.ts": "makes that change",
  "src/cli/acting/acting-now.ts": "looks for keys, or a token of the endpoint, in the environment of `whoami`",
  "src/cli/acting/endpoint-credentials.ts": "asks the endpoint with that token, as an SDK would",
  "src/cli/acting/who-acts.ts": "passes both on to where they are wrapped",
  "src/cli/acting/run-shell.ts": "starts the shell with it",
  "src/cli/acting/shell-fallback.ts": "gives the user's shell its own environment, to be asked what it knows",
  "src/cli/acting/user-shell.ts": "looks for the shell in PATH",
  "src/cli/run-exec.ts": "starts the program with it",
  "src/cli/delivery/run-process.ts": "prints credentials for the SDK that ran us",
  "src/cli/setup/keys/export-key.ts": "prints a long-term key for the user",
  "src/cli/commands/export.ts": "prints credentials for the user",
  "src/cli/delivery/forms-of-keys.ts": "the same, in each form of keys alone",
  "src/cli/delivery/export-variables.ts": "the same, in each form of variables",
  "src/cli/delivery/written-profile.ts": "takes keys out of an environment that get into a file",
  "src/cli/delivery/write-credentials.ts":
    "writes temporary keys into a credentials file, where the user asks for that",
  "src/delivery/shell-export.ts": "writes the variables as a shell reads them",
  "src/system/print.ts": "prints all that is printed, credentials too",
  "src/system/write-bytes.ts": "the same, byte by byte",
};

/** Functions that take or give such text: a file that imports one is in one of the lists. */
export const GIVE_PLAIN_TEXT: readonly string[] = [
  "answerBody",
  "containerVariables",
  "credentialVariables",
  "environmentChanges",
  "environmentOf",
  "environmentWithEndpoint",
  "environmentWithKeys",
  "fileSections",
  "jsonOutput",
  "keysAsProfile",
  "linesOf",
  "maskSent",
  "ownSurroundings",
  "settingsOfKeys",
  "processOutput",
  "send",
  "sectionLines",
  "shellExport",
  "shellOutput",
  "stretchesOf",
];
