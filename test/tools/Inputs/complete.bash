# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Completes a command line as bash does: complete.bash ALLOCSITES WORD... prints
# the replies to the words, cut as bash cuts them. A last argument that is empty
# stands for the space before the cursor.
source <("$1" completion bash)
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
$(complete -p allocsites | sed 's/.*-F \([^ ]*\) .*/\1/')
printf '%s\n' "${COMPREPLY[@]}"
