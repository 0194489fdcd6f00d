import type { ForeignWord } from "./foreign-word.ts";

/** What is typed behind `actas role-map` by those who look after maps and policies with other tools. */
export const ROLE_MAP_WORDS: Readonly<Record<string, readonly ForeignWord[]>> = {
  "actas role-map": [
    {
      words: ["refresh", "update", "generate", "create", "scan", "sync", "rebuild", "export"],
      hint: "`actas role-map build` reads all accounts, and writes which groups get which roles",
    },
    { words: ["validate", "lint", "test", "verify"], hint: "`actas role-map check FILE` says what is wrong" },
    { words: ["compare", "changes"], hint: "`actas role-map diff BEFORE AFTER`" },
    {
      words: ["why", "show", "list", "simulate", "who"],
      hint: "`actas role-map explain FILE --role ROLE_ARN` says why somebody gets a role, or does not",
    },
  ],
};
