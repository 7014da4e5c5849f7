#!/bin/bash
# Install a wheel into an environment of its own, somewhere else, and see that it does what it should without the source
# folder: its commands, its data, its pages in three languages.
#
#   bash tools/try-wheel.sh dist/samverka-*.whl FOLDER
set -Eeuo pipefail

wheel=$(realpath "$1")
folder=$2
here=$(realpath "$(dirname "$0")/..")
uv=$here/.venv/bin/uv
export UV_PYTHON_DOWNLOADS=never
unset PYTHONPATH

mkdir -p "$folder"
"$uv" venv --quiet --python "$here/.venv/bin/python" "$folder/venv"
"$uv" pip sync --quiet --python "$folder/venv/bin/python" --require-hashes "$here/requirements/run.txt"
"$uv" pip install --quiet --python "$folder/venv/bin/python" --no-deps --no-index "$wheel"

cd "$folder"
export SAMVERKA_DATA=$PWD/var
samverka=$PWD/venv/bin/samverka

"$samverka" manage check
"$samverka" import >import.log
"$samverka" check

port=$("$folder/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$samverka" run --port "$port" >run.log 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true' EXIT

"$folder/venv/bin/python" - "$port" <<'PYTHON'
"""Wait for the pages and look at them; a minute is enough for a first start."""

import sys
import time
from http.client import HTTPConnection

EXPECTED = {
    "/sv/": "Samverka",
    "/fi/municipalities/091/?on=2024-06-01": "Helsinki",
    "/en/law/": "2023/681",
    "/api/v1/openapi.json": '"openapi"',
}


def page(path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


deadline = time.monotonic() + 60
while True:
    try:
        page("/sv/")
        break
    except OSError:
        if time.monotonic() > deadline:
            sys.exit("the installed program did not answer within a minute")
        time.sleep(0.2)

for path, words in EXPECTED.items():
    status, text = page(path)
    if status != 200 or words not in text:
        sys.exit(f"{path} answered {status}, and “{words}” " + ("is there" if words in text else "is not there"))
    print(f"  {path} answers")
PYTHON
