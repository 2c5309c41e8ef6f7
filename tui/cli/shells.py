"""Completion in bash as a query needs it. The other shells are click's own business.

Bash parts words at colons and at signs, so click would see a query like `tag:x` as three; and bash replaces only what
stands behind the last of them.
"""

from __future__ import annotations

import os

from click.shell_completion import BashComplete, add_completion_class, split_arg_string

_SOURCE = r"""
%(complete_func)s() {
    local IFS=$'\n' reply type value
    local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]}
    local last=${line##*[[:blank:]]} kept quoted=
    kept=${last%%"${last##*[:=@]}"}
    case $word in [\"\']*) kept= quoted=yes ;; esac

    reply=$(env COMP_WORDS="$line" %(complete_var)s=bash_complete "$1")
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                value=${value#"$kept"}
                case $value in *:) compopt -o nospace 2> /dev/null ;; esac
                [[ -n $quoted ]] || printf -v value %%q "$value"
                COMPREPLY+=("$value") ;;
        esac
    done <<< "$reply"
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class Bash(BashComplete):
    """Asks about the line as it was typed, and not about the words that bash makes of it."""

    source_template = _SOURCE

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one that is being typed."""
        words = split_arg_string(os.environ["COMP_WORDS"] + _MARK)
        return words[1:-1], words[-1].removesuffix(_MARK)


_MARK = "\N{BULLET}"
"""Stands where the cursor stands: so that there is a word, even behind a blank."""


def register() -> None:
    """Let click use it."""
    add_completion_class(Bash)
