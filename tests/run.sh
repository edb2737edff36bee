#!/usr/bin/env bash
# Runs every test there is: installs what they need, restores, builds, tests, and walks through the quick start.
# The last line is the sum. Environment:
#   POSBACKUP_CORPUS   folder of real SQL Server backup files; tests that need it are skipped without it
#   POSBACKUP_TEST_SQL connection string of a real SQL Server for the eight tests of Tds/SessionTests; all others use the stand-in, and so do these without it
#   POSBACKUP_LONG_TESTS=1 also those that take minutes: all damage trials of the reference, media beyond 4 GB
#   POSBACKUP_SERVERS  folder for server packages that are unpacked, not installed; /var/cache/posbackup-tests/servers by default
#   POSBACKUP_PWSH     PowerShell 7 for the tests of tests/Pester; without it the one on PATH where it finds Pester 5, else one from the package feed
#   POSBACKUP_PWSH_CACHE folder for that one; /var/cache/posbackup-tests/pwsh by default
#   CI=true            a test that would be skipped for a missing tool or corpus fails instead
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
# Everything here is a short program, which ends before a profile of it pays: a third less processor time for building, a quarter less for testing.
export DOTNET_TieredPGO=0

configuration=Release
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0

say() { printf '\n== %s\n' "$*"; }
finish() {
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ]
  exit
}
give_up() {
  printf '%s\n' "$*"
  failed=$((failed + 1))
  finish
}

# Independent clients that talk to the stand-in: FreeTDS from Debian, mssql for node from npm.
install_clients() {
  local packages=()
  command -v tsql >/dev/null || packages+=(freetds-bin)
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
  if [ ${#packages[@]} -gt 0 ]; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
      say "installing ${packages[*]}"
      { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${packages[@]}"; } >"$results/apt.log" 2>&1 \
        || { tail -n 20 "$results/apt.log"; echo "could not install ${packages[*]}"; }
    else
      echo "not root: would install ${packages[*]} with apt-get; the tests that need them are skipped"
    fi
  fi

  if command -v npm >/dev/null && [ ! -d tests/clients/node/node_modules ]; then
    say "installing the npm packages of tests/clients/node"
    npm ci --prefix tests/clients/node --no-audit --no-fund --loglevel=error || echo "could not install them"
  fi
}

# Servers that targets are tested against, and peers to compare with. Nothing is left running: a policy of ours, or one that was there
# before, keeps packages from starting what they install.
install_servers() {
  export POSBACKUP_SERVERS=${POSBACKUP_SERVERS:-/var/cache/posbackup-tests/servers}
  local packages=() policy=/usr/sbin/policy-rc.d kept=""
  has() { [ -n "$(PATH=$PATH:/usr/sbin:/sbin command -v "$1")" ]; }
  has sshd || packages+=(openssh-server)
  has ssh || packages+=(openssh-client)
  has proftpd || packages+=(proftpd-core)
  [ -e /usr/lib/proftpd/mod_sftp.so ] || packages+=(proftpd-mod-crypto)
  local program
  for program in rclone lftp curl openssl; do has "$program" || packages+=("$program"); done
  local unpacked=1
  [ -x "$POSBACKUP_SERVERS/usr/sbin/vsftpd" ] && [ -x "$POSBACKUP_SERVERS/usr/sbin/pure-ftpd" ] || unpacked=0
  [ ${#packages[@]} -gt 0 ] || [ $unpacked -eq 0 ] || return 0

  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "not root: would install ${packages[*]} with apt-get, and unpack vsftpd and pure-ftpd; the tests with servers are skipped"
    return 0
  fi

  say "installing ${packages[*]} vsftpd pure-ftpd"
  if ! apt-get update -q >"$results/apt-servers.log" 2>&1; then
    tail -n 5 "$results/apt-servers.log"
    echo "no package lists: the tests with servers that are missing are skipped"
    return 0
  fi

  if [ ${#packages[@]} -gt 0 ]; then
    if ! { [ -x "$policy" ] && "$policy" sshd start >/dev/null 2>&1; [ $? -eq 101 ]; }; then
      if [ -e "$policy" ]; then
        kept=$results/policy-rc.d
        cp -p "$policy" "$kept"
      else
        kept=none
      fi
      printf '#!/bin/sh\nexit 101\n' >"$policy"
      chmod 755 "$policy"
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${packages[@]}" >>"$results/apt-servers.log" 2>&1 \
      || { tail -n 20 "$results/apt-servers.log"; echo "could not install ${packages[*]}"; }
    case $kept in
      "") ;;
      none) rm -f "$policy" ;;
      *) cp -p "$kept" "$policy" ;;
    esac
  fi

  # "Conflicts: ftp-server": neither can be installed beside ProFTPD. They run from where they are unpacked.
  if [ $unpacked -eq 0 ]; then
    mkdir -p "$POSBACKUP_SERVERS" "$results/packages"
    if (cd "$results/packages" && apt-get download vsftpd libwrap0 pure-ftpd pure-ftpd-common >>"$results/apt-servers.log" 2>&1); then
      local package
      for package in "$results"/packages/*.deb; do dpkg -x "$package" "$POSBACKUP_SERVERS" || echo "could not unpack $package"; done
    else
      tail -n 5 "$results/apt-servers.log"
      echo "could not download vsftpd and pure-ftpd: the tests that need them are skipped"
    fi
  fi
}

# Sets pwsh and pester to a PowerShell 7 and its Pester 5; leaves pwsh empty where there are none. There is no gallery: both are packages of the feed.
pwsh="" pester=Pester
find_pwsh() {
  local cache=${POSBACKUP_PWSH_CACHE:-/var/cache/posbackup-tests/pwsh} finds_pester='exit [int](-not (Get-Module Pester -ListAvailable | Where-Object Version -ge 5.0))'
  pwsh=${POSBACKUP_PWSH:-$(command -v pwsh)}
  [ -n "$pwsh" ] && "$pwsh" -NoProfile -NonInteractive -Command "$finds_pester" >/dev/null 2>&1 && return 0

  pester=$cache/packages/pester/5.7.1/tools/Pester.psd1
  if [ -z "${POSBACKUP_PWSH:-}" ]; then
    pwsh=$cache/pwsh
    [ -x "$pwsh" ] || dotnet tool install PowerShell --version 7.6.9 --tool-path "$cache" >"$results/pwsh.log" 2>&1
  fi
  [ -f "$pester" ] || dotnet restore tests/Pester/Pester.csproj --packages "$cache/packages" >>"$results/pwsh.log" 2>&1
  [ -x "$(command -v "$pwsh")" ] && [ -f "$pester" ] && return 0
  pwsh=""
  tail -n 5 "$results/pwsh.log" 2>/dev/null
}

# The module in a real PowerShell.
run_pester() {
  [ -n "$pwsh" ] || return 0
  "$pwsh" -NoProfile -NonInteractive -File tests/Pester/run.ps1 -Pester "$pester" -Counts "$results/pester.counts" >"$results/pester.log" 2>&1
  echo $? >"$results/pester.rc"
}
count_pester() {
  local good=0 bad=0 left=0
  if [ -z "$pwsh" ]; then
    echo "Pester: not run, as there is neither a PowerShell 7 with Pester 5 nor one in the package feed; POSBACKUP_PWSH names one"
    if [ "${CI:-}" = true ]; then failed=$((failed + 1)); else skipped=$((skipped + 1)); fi
    return
  fi

  read -r good bad left 2>/dev/null <"$results/pester.counts"
  if [ "$(cat "$results/pester.rc" 2>/dev/null)" != 0 ]; then
    say Pester
    tail -n 200 "$results/pester.log"
    [ "${bad:-0}" -gt 0 ] || bad=1
  fi
  echo "Pester: ${good:-0} passed, $bad failed, ${left:-0} skipped"
  passed=$((passed + ${good:-0})) failed=$((failed + bad)) skipped=$((skipped + ${left:-0}))
}

# A shell without job control lets what it starts in the background ignore Ctrl+C; the tests of cancelling need it.
with_signals=()
env --default-signal=INT true 2>/dev/null && with_signals=(env --default-signal=INT)

# Adds a project's counters, or one failure when it died before it could write them.
run_project() {
  local name=$1
  ${with_signals[@]+"${with_signals[@]}"} dotnet test "tests/$name" --configuration $configuration --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$results/$name.log" 2>&1
  echo $? >"$results/$name.rc"
}
count_project() {
  local name=$1 counters total=0 good=0 bad=0 rc
  rc=$(cat "$results/$name.rc" 2>/dev/null || echo 1)
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null)
  if [ -n "$counters" ]; then
    total=$(sed -E 's/.* total="([0-9]+)".*/\1/' <<<"$counters")
    good=$(sed -E 's/.* passed="([0-9]+)".*/\1/' <<<"$counters")
    bad=$(sed -E 's/.* failed="([0-9]+)".*/\1/' <<<"$counters")
  fi

  if [ "$rc" -ne 0 ]; then
    say "$name"
    grep -vE '^\s*$|^A total of|^Test run for' "$results/$name.log" | tail -n 200
    [ "$bad" -gt 0 ] || bad=1
  fi

  echo "$name: $good passed, $bad failed, $((total > good + bad ? total - good - bad : 0)) skipped"
  passed=$((passed + good)) failed=$((failed + bad))
  [ "$total" -le $((good + bad)) ] || skipped=$((skipped + total - good - bad))
}

command -v dotnet >/dev/null || give_up "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
if [ -z "${POSBACKUP_CORPUS:-}" ] && [ -d ../shared/corpus ]; then
  POSBACKUP_CORPUS=$(cd ../shared/corpus && pwd -P)
  export POSBACKUP_CORPUS
fi

install_clients
install_servers
find_pwsh
say restoring
dotnet restore src/PosBackup.slnx --locked-mode -v quiet || give_up "restore failed"
say building
dotnet build src/PosBackup.slnx --no-restore --configuration $configuration -v quiet --disable-build-servers || give_up "the build failed"
dotnet build module/module.proj --configuration $configuration --no-restore -v quiet --disable-build-servers || give_up "the module cannot be laid out"

# Machine code for what runs at every start of the program, which tests start more than a thousand times. Without the compiler for it in the package feed all runs as it was built.
say "compiling ahead of time"
dotnet build tests/CompiledAhead --configuration $configuration -v quiet --disable-build-servers >"$results/ahead.log" 2>&1 \
  || echo "left out, so tests take longer: $(grep -m 1 -oE 'error [A-Z]+[0-9]+: [^[]*' "$results/ahead.log")"

# Waits for programs and clocks most of the time, as the last tests do: beside them.
run_quickstart() {
  dotnet run --project examples/quickstart --configuration $configuration --no-build -- --folder "$results/quickstart" >"$results/quickstart.log" 2>&1
  echo $? >"$results/quickstart.rc"
}

say testing
# The longest first: most of it waits for servers and stall limits, while the others work.
run_project PosBackup.Targets.Tests &
run_pester &
for name in PosBackup.Cli.Tests PosBackup.Engine.Tests; do run_project "$name"; done &
for name in PosBackup.Integration.Tests PosBackup.PowerShell.Tests PosBackup.ModuleBuilder.Tests; do run_project "$name"; done
run_quickstart
wait
for name in PosBackup.Engine.Tests PosBackup.Cli.Tests PosBackup.Integration.Tests PosBackup.Targets.Tests PosBackup.PowerShell.Tests PosBackup.ModuleBuilder.Tests; do count_project "$name"; done
count_pester

say "the quick start"
if [ "$(cat "$results/quickstart.rc" 2>/dev/null)" = 0 ]; then
  tail -n 3 "$results/quickstart.log"
  passed=$((passed + 1))
else
  cat "$results/quickstart.log"
  failed=$((failed + 1))
fi

say "the quick start repeats no password"
dotnet run --project examples/quickstart --configuration $configuration --no-build -- --instance 'Server=x;Password=S3cr3t' >"$results/refused.log" 2>&1
if [ $? -eq 2 ] && ! grep -q S3cr3t "$results/refused.log"; then
  passed=$((passed + 1))
else
  sed 's/S3cr3t/***/g' "$results/refused.log"
  failed=$((failed + 1))
fi

finish
