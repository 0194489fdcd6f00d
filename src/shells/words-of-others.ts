/** The words of aws-as and of the Mozilla AWS CLI, and the one that users of Mairu give themselves: what each calls. */
export const WORDS_OF_OTHERS: Readonly<Record<string, string>> = {
  "aws-as": "_actas_as",
  "aws-as-deactivate": "_actas_as deactivate",
  "maws-logout": "_actas_as -",
  aagg: "_actas_only",
  ae: "_actas_exec_auto",
};
