#!/bin/sh
# shells.sh PROGRAM: the completions work in the shells that are here; the manual page is clean.
# bash is always here; zsh, fish and mandoc are asked for and their absence is said.
set -eu
bin=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
for shell in bash zsh fish; do "$bin" completion $shell > domar.$shell; done
expect() {   # expect SHELL LINE ANSWER GOT
    [ "$3" = "$4" ] || { echo "$1 completes \"$2\" with \"$4\", not \"$3\"" >&2; exit 1; }
}
answers() {  # answers SHELL FUNCTION
    expect "$1" "domar imp" import "$($2 'domar imp')"
    expect "$1" "domar run chain.ups" chain.upstreamness "$($2 'domar run chain.ups')"
    expect "$1" "domar run chain.upstreamness --inv" --inventories "$($2 'domar run chain.upstreamness --inv')"
    expect "$1" "domar import --output-" --output-from "$($2 'domar import --output-')"
}
values() {   # the words after an option
    expect "$1" "--inventories" "net none" "$($2 'domar run chain.upstreamness --inventories ')"
    expect "$1" "--lang" "en zh" "$($2 'domar info --lang ')"
}

in_bash() {
    bash -c '. ./domar.bash
        read -ra COMP_WORDS <<< "$1"
        [ "${1% }" = "$1" ] || COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _domar
        printf "%s\n" "${COMPREPLY[@]}"' x "$1" | sort | xargs
}
bash -n domar.bash
answers bash in_bash
values bash in_bash

if command -v fish > /dev/null; then
    in_fish() { HOME=$folder fish -c "source domar.fish; complete -C '$1'" | cut -f1 | sort | xargs; }
    answers fish in_fish
    values fish in_fish
else
    echo "fish is not installed: its completion was not tried"
fi

if command -v zsh > /dev/null; then
    # The functions of zsh's completion system, as far as ours calls them, say what they are given.
    in_zsh() {
        zsh -fc 'words=(${=1}); [[ $1 = *" " ]] && words+=(""); CURRENT=$#words; PREFIX=$words[-1]
            compadd() { local -a all=(${(P)2}); print -l -- ${(M)all:#$PREFIX*} }
            _describe() { local -a all=(${(P)2}); print -l -- ${${(M)all:#$PREFIX*}%%:*} }
            _files() { print files }
            . ./domar.zsh' x "$1" | sort | xargs
    }
    answers zsh in_zsh
else
    echo "zsh is not installed: its completion was not tried"
fi

"$bin" man > domar.1
grep -q '^\.It chain.upstreamness' domar.1
if command -v mandoc > /dev/null; then
    mandoc -Tlint -Wstyle domar.1 > lint || true
    [ ! -s lint ] || { cat lint >&2; exit 1; }
else
    echo "mandoc is not installed: the manual page was not checked"
fi
