#!/usr/bin/env bash
# Lists and verifies damaged backup media: a million cases of one seed unless told otherwise, on one core.
#   bash tests/fuzz.sh [--cases N] [--seed S] [--first N] [--corpus FOLDER] [--keep FOLDER]
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
dotnet build "$here/PosBackup.Fuzz" --configuration Release --verbosity quiet
exec nice dotnet "$here/PosBackup.Fuzz/bin/Release/net10.0/PosBackup.Fuzz.dll" --cases 1000000 "$@"
