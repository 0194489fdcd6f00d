import type { CommandDefinition } from "./definition.ts";

/** `actas completion bash|zsh|fish|powershell` */
export const completion = (): CommandDefinition => ({
  commands: [
    {
      name: "bash",
      summary: "print what bash evaluates to complete command lines of actas",
      examples: ["actas completion bash", 'eval "$(actas completion bash)"      in ~/.bashrc'],
    },
    {
      name: "zsh",
      summary: "print what zsh evaluates to complete command lines of actas",
      examples: ["actas completion zsh", 'eval "$(actas completion zsh)"      in ~/.zshrc, below compinit'],
    },
    {
      name: "fish",
      summary: "print what fish evaluates to complete command lines of actas",
      examples: ["actas completion fish > ~/.config/fish/completions/actas.fish"],
    },
    {
      name: "powershell",
      aliases: ["pwsh"],
      summary: "print what PowerShell evaluates to complete command lines of actas",
      examples: ["actas completion powershell | Out-String | Invoke-Expression      in $PROFILE"],
    },
  ],
  examples: ["actas completion bash", 'eval "$(actas completion bash)"      in ~/.bashrc'],
  notes: `The TAB key then completes commands, options, profiles, sources, files, the roles
that the agent knows, and after \`exec TARGET --\` whatever that command completes.
It never signs in, asks you anything, starts an agent or calls AWS.`,
});
