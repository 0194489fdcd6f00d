function __actas_complete
    set -l words (commandline -opc)
    # A quote that is open at the cursor is no part of the word.
    set -l typed (commandline -ct | string replace -r '^[\'"]' '')
    set -l plain (string unescape -- $typed)
    and set typed $plain
    set -l program actas
    # A function by another name stands for `shell use` of the program that has defined it.
    if not string match -qr '(^|/)actas$' -- $words[1]
        set words actas shell use $words[2..]
        set -q _actas_program; and set program $_actas_program
    end
    set -l answer (command $program __complete $words[2..] "$typed" 2>/dev/null)
    set -l directive (string match -r '^:[0-9]+$' -- $answer[-1] | string sub -s 2)
    or return
    if test $directive -ge 64
        set -l from (math $directive / 64 + 1)
        complete -C (string join ' ' -- (string escape -- $words[$from..]) (commandline -ct))
        return
    end
    set -e answer[-1]
    string join \n -- $answer
    if test (math $directive / 4 % 2) = 0
        __fish_complete_path "$typed"
    end
end

complete -c actas -f -a '(__actas_complete)'
