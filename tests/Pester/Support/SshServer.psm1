# OpenSSH's sshd on loopback, with keys and a folder of its own and this account as its login. It ends with this process, if not before: what holds it waits for the end of its input.
function Find-Sshd { (Get-Command sshd, /usr/sbin/sshd -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1).Source }

# Whether the tests that need it are left out: at home, where it is missing; never where CI=true, where they fail.
function Test-SshMissing { -not (Find-Sshd) -and $env:CI -ne 'true' }

function New-SshKey([string] $Path) {
    Remove-Item $Path, "$Path.pub" -ErrorAction SilentlyContinue
    $said = & ssh-keygen -q -t ed25519 -N '' -C test -f $Path
    if ($LASTEXITCODE) { throw "ssh-keygen: $said" }
}

# Starts one, by default on a free port; a folder that is given again keeps its keys, but for a host key that was removed.
function Start-SshServer([string] $Folder = (Join-Path ([System.IO.Path]::GetTempPath()) "posbackup-sshd-$([guid]::NewGuid().ToString('n'))"), [int] $Port) {
    $files = Join-Path $Folder 'files'
    New-Item $files -ItemType Directory -Force | Out-Null
    foreach ($key in 'host_key', 'client_key') { if (-not (Test-Path (Join-Path $Folder $key))) { New-SshKey (Join-Path $Folder $key) } }
    if ([Environment]::IsPrivilegedProcess) { New-Item /run/sshd -ItemType Directory -Force | Out-Null }
    $fingerprint = ((& ssh-keygen -l -E sha256 -f (Join-Path $Folder 'host_key.pub')) -split ' ')[1]

    foreach ($attempt in 1..5) {
        $number = $Port
        if (-not $number) {
            $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $number = $listener.LocalEndpoint.Port
            $listener.Stop()
        }

        $settings = Join-Path $Folder 'sshd_config'
        Set-Content $settings @"
ListenAddress 127.0.0.1
Port $number
PidFile none
UsePAM no
StrictModes no
UseDNS no
LogLevel VERBOSE
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AuthorizedKeysFile $Folder/client_key.pub
HostKey $Folder/host_key
Subsystem sftp internal-sftp
"@
        $start = [System.Diagnostics.ProcessStartInfo]::new('/bin/sh')
        # The shell waits for its input to end, and takes the server with it.
        '-c', '"$0" -D -e -f "$1" & server=$!; cat >/dev/null; kill $server; wait $server', (Find-Sshd), $settings | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.RedirectStandardInput = $start.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($start)
        $said = while (($line = $process.StandardError.ReadLine()) -and $line -notmatch 'listening on|Cannot bind|fatal|error') { $line }
        $process.StandardError.BaseStream.CopyToAsync([System.IO.Stream]::Null) | Out-Null
        if ($line -match 'listening on') {
            return [pscustomobject]@{ Process = $process; Folder = $Folder; Files = $files; Port = $number; IdentityFile = Join-Path $Folder 'client_key'; Fingerprint = $fingerprint; UserName = [Environment]::UserName }
        }

        $process.StandardInput.Close()
        $process.WaitForExit()
    }

    throw "sshd does not listen: $said $line"
}

function Stop-SshServer($Server, [switch] $KeepFolder) {
    $Server.Process.StandardInput.Close()
    $Server.Process.WaitForExit()
    if (-not $KeepFolder) { Remove-Item $Server.Folder -Recurse -Force }
}

# The same server with another host key: as after a new installation, or with somebody in between.
function Reset-SshHostKey($Server) {
    Stop-SshServer $Server -KeepFolder
    Remove-Item (Join-Path $Server.Folder 'host_key*')
    $anew = Start-SshServer $Server.Folder $Server.Port
    $Server.Process = $anew.Process
    $Server.Fingerprint = $anew.Fingerprint
}

Export-ModuleMember -Function *-*
