/** For fish 3 and newer. */
export const FISH = String.raw`# Completion of mp in fish; once: mp completion fish > ~/.config/fish/completions/mp.fish

function __mp_complete
    set -l words (commandline -xpc 2>/dev/null; or commandline -opc)
    set -l word (commandline -ct)
    set -l name mp
    string match -q -- '*maskinporten-cli' $words[1]; and set name maskinporten-cli
    set -e words[1]
    for line in ($name __complete fish $words "$word" 2>/dev/null </dev/null)
        if not string match -q -- \tfile\t'*' $line
            echo $line
            continue
        end
        set -l before (string replace -- \tfile\t '' $line)
        for path in (complete -C "'' "(string sub -s (math 1 + (string length -- "$before")) -- "$word"))
            echo $before$path
        end
    end
end

for name in mp maskinporten-cli
    complete -c $name -e
    complete -c $name -f -k -a '(__mp_complete)'
end
`
