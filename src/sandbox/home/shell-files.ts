const MARK = "(sandbox) ";
const YELLOW = "33";

/** Files by which interactive shells in the sandbox say in their prompt where they are, by their path below HOME. */
export function shellFiles(): Readonly<Record<string, string>> {
  return {
    ".bashrc": bashrc(`\\[\\e[${YELLOW}m\\]${MARK}\\[\\e[0m\\]`),
    ".zshrc": `${ifColours(`PROMPT="%F{yellow}${MARK}%f$PROMPT"`, `PROMPT="${MARK}$PROMPT"`)}\n`,
    // Dash knows no marks for what has no width, and counts no columns either.
    ".shrc": `PS1='${MARK}'"$PS1"\n`,
    ".config/fish/config.fish": FISH,
  };
}

/** A prompt that the user has exported may have the mark already. */
function bashrc(coloured: string): string {
  const marked = ifColours(`PS1='${coloured}'"$PS1"`, `PS1='${MARK}'"$PS1"`);
  return `case $PS1 in *'${MARK.trim()}'*) ;; *) ${marked} ;; esac\n`;
}

/** @see https://no-color.org */
function ifColours(coloured: string, plain: string): string {
  return `if [ -z "$NO_COLOR" ] && [ "$TERM" != dumb ]; then ${coloured}; else ${plain}; fi`;
}

const FISH = `if status is-interactive
    functions -q fish_prompt; and functions -c fish_prompt prompt_in_sandbox
    function fish_prompt
        set -q NO_COLOR[1]; or test "$TERM" = dumb; or set_color yellow
        echo -n '${MARK}'
        set -q NO_COLOR[1]; or set_color normal
        prompt_in_sandbox
    end
end
`;
