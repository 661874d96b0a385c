# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Completion for fish. `allocsites completion words` knows the command line; this
# hands it over and back.

function __allocsites_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l value (string replace -r -- '^-[^=]*=' '' "$typed")
    set -l before (string sub -l (math (string length -- "$typed") - (string length -- "$value")) -- "$typed")
    for line in ($words[1] completion words -- $words[2..-1] "$typed" 2>/dev/null)
        switch $line
            case :file
                printf '%s\n' $before(__fish_complete_path "$value")
            case :directory
                printf '%s\n' $before(__fish_complete_directories "$value" '')
            case :profile
                printf '%s\n' $before(__fish_complete_path "$value" | string match -r -- '^.*(?:/|\.allocs)(?:\t.*)?$')
            case ':command *'
                set -l skip (string replace ':command ' '' -- $line)
                __fish_complete_subcommand --fcs-skip=(math $skip + 1)
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c allocsites -f -a '(__allocsites_complete)'
