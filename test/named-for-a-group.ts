/** Files whose exports are equals, none of them the main one. */
export const NAMED_FOR_A_GROUP: Record<string, string> = {
  "src/agent-api/question-messages.ts": "questions and answers to messages, and back",
  "src/base/record.ts": "what the fields of a record are made of",
  "src/main.ts": "it exports nothing",
  "src/project-files/trust-store.ts": "what can be done with the store",
  "src/requests/credential-requests.ts": "functions bear the names of the requests they answer",
  "src/requests/known-sources.ts": "two ways to ask for the sources there are",
  "src/requests/program-environment.ts": "the environment with the endpoint, or with the keys",
  "src/requests/role-requests.ts": "the function bears the name of the request it answers",
  "src/requests/sign-in-requests.ts": "functions bear the names of the requests they answer",
  "src/requests/source-requests.ts": "the function bears the name of the request it answers",
  "src/sandbox/control/control-client.ts": "a function for each call of the control interface",
  "src/sources/registry.ts": "the tables of all sources",
  "src/system/desktop.ts": "what a desktop has",
};
