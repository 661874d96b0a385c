#compdef allocsites
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Completion for zsh. `allocsites completion words` knows the command line; this
# hands it over and back.

_allocsites() {
  local line value
  local -a typed candidates shown unfinished
  typed=("${(@Q)words[2,CURRENT]}")
  for line in "${(@f)$("${(Q)words[1]/#\~\//$HOME/}" completion words -- "${typed[@]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :file|:directory|:profile)
        [[ ${typed[-1]} == -*=* ]] && compset -P 1 '*='
        case $line in
          :file) _files ;;
          :directory) _files -/ ;;
          :profile) _files -g '*.allocs' ;;
        esac
        return
        ;;
      :command\ *)
        shift $(( ${line#:command } + 1 )) words
        (( CURRENT -= ${line#:command } + 1 ))
        _normal
        return
        ;;
      *)
        value=${line%%$'\t'*}
        if [[ $value == *= ]]; then
          unfinished+=("$value")
        else
          candidates+=("$value")
          shown+=("${line/$'\t'/  -- }")
        fi
        ;;
    esac
  done
  (( $#unfinished )) && compadd -S '' -a unfinished
  (( $#candidates )) && compadd -l -d shown -a candidates
}

# Read as a file of $fpath, or by `source`.
if [[ ${funcstack[1]} == _allocsites ]]; then
  _allocsites "$@"
else
  compdef _allocsites allocsites
fi
