#!/bin/sh
# Bring the virtual environment up to a lock, and say plainly what is missing where that fails.
#
#   sh tools/environment.sh run       what the program needs
#   sh tools/environment.sh develop   that, and what its tests and checks need
#
# Nothing is fetched that a lock does not name with its hash. An environment for development is never cut down to what
# the program needs: `run` then means develop. Called by the Makefile, which knows when there is something to do.
set -eu

wanted=$1
venv=${VENV:-.venv}
export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1

fail() {
    printf '\nSamverka: %s\n' "$1" >&2
    exit 1
}

python_of_this_machine() {
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed. On Debian 12: apt-get install python3 python3-venv"
}

# Debian leaves ensurepip out of python3. Without it the environment starts without pip, and another one must fill it.
create() {
    python=$(python_of_this_machine)
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$venv"
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip "$venv"
    elif command -v uv >/dev/null 2>&1; then
        uv venv --quiet --seed --python "$python" "$venv"
    else
        fail "this Python cannot make a virtual environment with pip in it. On Debian 12: apt-get install python3-venv"
    fi
}

pip() {
    if [ -x "$venv/bin/pip" ]; then
        "$venv/bin/python" -m pip "$@"
    else
        "$(python_of_this_machine)" -m pip --python "$venv/bin/python" "$@"
    fi
}

[ -x "$venv/bin/python" ] || create

if ! [ -x "$venv/bin/uv" ] || [ requirements/tools.txt -nt "$venv/.tools" ]; then
    pip install --quiet --require-hashes --requirement requirements/tools.txt ||
        fail "the tools could not be installed: is a package index reached from here?"
    touch "$venv/.tools"
fi

if [ -x "$venv/bin/pytest" ]; then
    wanted=develop
fi
"$venv/bin/uv" pip sync --quiet --python "$venv/bin/python" --require-hashes "requirements/$wanted.txt" ||
    fail "the packages of requirements/$wanted.txt could not be installed"

# The program is read where it lies, so that a change in src/ needs no installation.
packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$PWD/src" > "$packages/samverka-src.pth"

touch "$venv/.run"
if [ "$wanted" = develop ]; then
    touch "$venv/.develop"
fi
