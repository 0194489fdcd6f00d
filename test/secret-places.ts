/*
 * All places of `src/` that see a secret in the clear, each with its reason: where one is wrapped, where one is taken
 * out of its wrapper, and where it is in plain text between the outside and a wrapper. `test/house-rules.test.ts` holds
 * the lists; the sandbox, whose secrets are made up, is left out of the last.
 */

/** The only files that may take a secret out of its wrapper, and what they do with it. */
export const MAY_REVEAL: Record<string, string> = {
  "src/agent-api/credentials-message.ts": "a command prints credentials, so they cross the socket to it",
  "src/access-keys/key-from-text.ts": "a long-term key is looked at before it is kept",
  "src/delivery/keys-as-profile.ts": "a long-term key for the user who ran `keys export`",
  "src/agent/grants/grant-files.ts": "some SDKs read the endpoint's token from a file",
  "src/base/record.ts":
    "an agent leaves sign-ins and credentials to the next one over a pipe, and what is kept is sealed",
  "src/agent/grants/grants.ts": "a grant keeps the hash of its token",
  "src/aws/sso-oidc.ts": "codes and refresh tokens are what tokens are asked for with",
  "src/aws/sso-portal.ts": "the access token goes with every call to the portal",
  "src/aws/sdk-credentials.ts": "the SDK signs with the keys",
  "src/aws/sts.ts": "a call may carry a web identity token",
  "src/cli/setup/server-content.ts": "a client secret that the user wants in the source file",
  "src/delivery/container-endpoint/container-endpoint.ts":
    "credentials for a program that showed the token of its grant",
  "src/delivery/environment-variables.ts": "credentials or a grant's token, for the program that is started",
  "src/delivery/json-output.ts": "credentials for the user who ran `export`",
  "src/delivery/process-output.ts": "credentials for the SDK that ran us",
  "src/keyring/seal.ts": "what is kept is encrypted, and the key for that is imported",
  "src/keyring/os-keyring.ts": "the key goes to the process that asks the operating system's keyring",
  "src/keyring/pass.ts": "the key goes to `pass`",
  "src/mfa/yubikey/ykman.ts": "the OATH password goes to `ykman` on standard input",
  "src/oauth/redeem-code.ts": "the code verifier goes with the code to the token endpoint",
  "src/oauth/authorize-device.ts": "the device code goes to the token endpoint",
  "src/oauth/oauth-client.ts": "a confidential client shows its secret to the authorization server",
  "src/oauth/refresh-tokens.ts": "the refresh token goes to the token endpoint",
  "src/oauth/revoke.ts": "the token goes to the revocation endpoint, to be ended",
  "src/persistence/kept-item.ts": "what was kept is parsed",
  "src/sources/credential-server/ask-credential-server.ts": "the access token goes with every request",
  "src/sources/identity-center/aws-cli-token.ts": "the AWS CLI's token file, where the user chose to share it",
};

/** The only files that may put a secret into its wrapper, and where it comes from. */
export const MAY_WRAP: Record<string, string> = {
  "src/access-keys/key-from-text.ts": "a long-term key that was pasted or piped",
  "src/cli/terminal/ask-user.ts": "a secret that was typed",
  "src/agent-api/credentials-message.ts": "credentials as they came over the socket",
  "src/base/record.ts": "what the agent before left over a pipe",
  "src/aws/iam.ts": "a new access key, as IAM answers",
  "src/aws/process-credentials.ts": "what a `credential_process` or a credential server printed",
  "src/aws/sso-oidc.ts": "tokens, device codes and the secrets of registered clients, as Identity Center answers",
  "src/aws/sso-portal.ts": "credentials of a role, as Identity Center answers",
  "src/aws/sts-credentials.ts": "credentials, as STS answers",
  "src/cli/commands/setup.ts": "a client secret that the user typed for a source file",
  "src/http/token.ts": "tokens that are made here",
  "src/keyring/sealed-files.ts": "what was kept, and a new key to keep it with",
  "src/keyring/os-keyring.ts": "the key, as the operating system's keyring has it",
  "src/keyring/pass.ts": "the key, as `pass` has it",
  "src/mfa/yubikey/yubikey-input.ts": "the OATH password of a YubiKey, as it was typed",
  "src/oauth/authorize-device.ts": "the device code, as an authorization server answers",
  "src/oauth/pkce.ts": "the code verifier, which is made here",
  "src/oauth/tokens.ts": "tokens, as an authorization server answers",
  "src/persistence/kept-item.ts": "sign-ins and sessions as one text, to be kept",
  "src/profiles/section.ts": "every value of the AWS files that is a secret by its key",
  "src/source-files/kinds/credential-server.ts": "a client secret in a source file",
  "src/sources/credential-server/printed-secret.ts": "a client secret that a command of the user's printed",
  "src/sources/identity-center/aws-cli-token.ts": "the AWS CLI's token file, where the user chose to share it",
  "src/sources/identity-center/code-grant.ts": "the code that came back with the browser",
};

/** Files that read, cut, send or write plain text with secrets in it, and never wrap or reveal one. */
export const HANDLE_PLAIN_TEXT: Record<string, string> = {
  // Nothing of it is secret: all keys of a sandbox are made up
  "src/cli/commands/sandbox.ts": "says where a sandbox is",
  "src/cli/sandbox/run-in-sandbox.ts": "prints the same when it starts one",
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
  "src/files/write-private-file.ts": "the same, in one step; and the AWS CLI's token file",
  // What outlives every process
  "src/keyring/keyring-child.ts": "passes the key between the operating system's keyring and another process of ours",
  // Commands that the user's profiles and source files name
  "src/system/shell-output.ts": "reads what they print",
  "src/sources/credential-process/credential-process.ts": "passes that on to where it is wrapped",
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
  // The socket between a command and the agent
  "src/agent-api/ask-agent.ts": "reads answers with credentials, and sends the environment that a command runs in",
  "src/agent-api/converse.ts": "the same, for an answer that takes time",
  "src/agent-api/exchange.ts": "the same; and sends MFA codes",
  "src/agent-api/question-messages.ts": "MFA codes on their way to the agent",
  "src/agent/socket/listen-on-socket.ts": "reads requests and replies: MFA codes, and environments of commands",
  "src/agent/socket/connection.ts": "the same; and sends credentials to the commands that print them",
  "src/agent/handle.ts": "hands on a request with the MFA code that was typed with it",
  "src/agent/socket/parse-request.ts": "the same",
  "src/agent/hand-over/hand-over.ts": "the pipe through which an agent leaves what it holds to the next one",
  // MFA codes
  "src/system/run-program.ts": "hands a YubiKey's OATH password to `ykman`, and reads the code that it prints",
  "src/cli/terminal/ask-on-terminal.ts": "reads a code that is typed",
  "src/cli/terminal/ask-for-password.ts": "the same, for a YubiKey's OATH password",
  "src/cli/terminal/line-question.ts": "holds it until Enter is pressed",
  "src/cli/terminal/terminal-listener.ts": "passes it on",
  "src/mfa/mfa-devices.ts": "remembers which codes were used",
  // Environments, in which there may be anything
  "src/base/surroundings.ts": "the environment that a profile's command runs in",
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
  "src/cli/run-exec.ts": "starts the program with it",
  "src/cli/run-process.ts": "prints credentials for the SDK that ran us",
  "src/cli/setup/keys/export-key.ts": "prints a long-term key for the user",
  "src/cli/commands/export.ts": "prints credentials for the user",
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
  "linesOf",
  "maskSent",
  "ownSurroundings",
  "processOutput",
  "send",
  "sectionLines",
  "shellExport",
  "shellOutput",
  "stretchesOf",
];
