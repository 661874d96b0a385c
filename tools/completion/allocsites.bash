# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Completion for bash 4.4 and later. `allocsites completion words` knows the
# command line; this hands it over and back. shellcheck shell=bash

_allocsites() {
  # bash cuts words at '=', unless COMP_WORDBREAKS says otherwise.
  local i word glue='' words=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((${#words[@]})) && [[ $glue || $word == = ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    glue=''
    [[ $word == = ]] && glue=1
  done
  local typed=${words[-1]} value=${words[-1]} before='' cut=''
  if [[ $typed == -*=* ]]; then
    value=${typed#*=}
    before=${typed%"$value"}
  fi
  if [[ $COMP_WORDBREAKS == *=* && $typed == *=* ]]; then
    cut=${typed%"${typed##*=}"}
    before=''
  fi

  local line candidates=() found=()
  mapfile -t candidates < <(
    "${COMP_WORDS[0]/#\~\//$HOME/}" completion words -- "${words[@]}" 2>/dev/null)
  COMPREPLY=()
  for line in "${candidates[@]}"; do
    case $line in
    :file) mapfile -t found < <(compgen -f -- "$value") ;;
    :directory) mapfile -t found < <(compgen -d -- "$value") ;;
    :profile) mapfile -t found < <(
      compgen -f -X '!*.allocs' -- "$value"
      compgen -d -- "$value") ;;
    :command\ *)
      # From bash-completion, if it is there.
      if declare -F _command_offset >/dev/null; then
        _command_offset $((${line#:command } + 1))
      elif ((${line#:command } + 1 == ${#words[@]})); then
        mapfile -t COMPREPLY < <(compgen -c -- "$typed")
      else
        mapfile -t COMPREPLY < <(compgen -f -- "$typed")
      fi
      return
      ;;
    *)
      line=${line%%$'\t'*}
      [[ $line == *= ]] && compopt -o nospace 2>/dev/null
      COMPREPLY+=("${line#"$cut"}")
      continue
      ;;
    esac
    compopt -o filenames 2>/dev/null
    COMPREPLY=("${found[@]/#/$before}")
  done
}

complete -F _allocsites allocsites
