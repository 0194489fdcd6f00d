import { print } from "../../system/print.ts";
import type { Actions } from "../command-line/action.ts";
import { completionScript } from "../command-line/completion/completion-script.ts";

/** `actas completion bash|zsh|fish|powershell` */
export const completionActions: Actions = {
  bash: () => print(completionScript("bash")),
  zsh: () => print(completionScript("zsh")),
  fish: () => print(completionScript("fish")),
  powershell: () => print(completionScript("powershell")),
};
