<#
.SYNOPSIS
For a remote monitoring agent: backs up, ships, and says in one line and an exit code what became of it.
.DESCRIPTION
Ships all that a target has no proven copy of, not only what was backed up just now: a full that a broken line kept here last night
goes with tonight's log, which cannot be restored without it.
Runs as SYSTEM, without a profile, in Windows PowerShell 5.1 as in PowerShell 7:
  powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File rmm.ps1 -ServerInstance .\SQLEXPRESS -To D:\Backups -Target hq
Exit codes: 0 all done and proven, 1 nothing was backed up, 2 the command could not begin, 3 some was not backed up or shipped.
A password, where a SQL login is wanted, is in a file that Export-Clixml wrote as the same account: -CredentialPath.
#>
param(
    [string] $ServerInstance = 'localhost',
    [string[]] $Database = '*',
    [string] $To,
    [string[]] $Target,
    [ValidateSet('Full', 'Differential', 'Log')]
    [string] $Kind = 'Full',
    [string] $CredentialPath,

    # For an instance that made its own certificate, as Express does.
    [switch] $TrustServerCertificate,

    # The folder of the module, where it is not among those that PowerShell knows.
    [string] $ModulePath = 'PosBackup'
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Write-Line([string] $Text) {
    # One line, whatever a message holds: an agent reads the first and drops the rest.
    [Console]::Out.WriteLine(($Text -replace '\s+', ' ').Trim())
}

$quiet = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue'; Confirm = $false }
try {
    # powershell.exe -File hands "Shop, Till" over as one text.
    $Database = @($Database -split '\s*,\s*')
    $Target = @($Target -split '\s*,\s*' | Where-Object { $_ })
    Import-Module $ModulePath
    $backup = @{ ServerInstance = $ServerInstance; Database = $Database; Kind = $Kind; TrustServerCertificate = $TrustServerCertificate }
    if ($To) { $backup.To = $To }
    if ($CredentialPath) { $backup.Credential = Import-Clixml -LiteralPath $CredentialPath }

    $results = @(Backup-PosDatabase @backup @quiet)
    $good = @($results | Where-Object { $_.Outcome -eq 'Succeeded' })
    $bad = @($results | Where-Object { $_.Outcome -eq 'Failed' })
    $line = '{0} of {1} backed up and verified' -f $good.Count, $results.Count
    if ($bad) { $line += '; {0}: {1}' -f $bad[0].Database, $bad[0].Message }
}
catch {
    Write-Line "FAILED $ServerInstance $_ $($_.ErrorDetails.RecommendedAction)"
    exit 2
}

$missing = @()
if ($Target) {
    $copies = @()
    # A target that cannot even be looked for takes nothing away from the backups that are made.
    try { $copies = @(Sync-PosBackupRemote -Target $Target -ErrorVariable missing @quiet) } catch { $missing = @($_) }
    $line += '; {0} copies proven' -f @($copies | Where-Object { $_.Outcome -eq 'Succeeded' }).Count
    if ($missing) { $line += '; {0}' -f $missing[0] }
}

if ($results.Count -eq 0 -or $good.Count -eq 0) {
    Write-Line "FAILED $ServerInstance $line"
    exit 1
}

if ($bad -or $missing) {
    Write-Line "PARTLY $ServerInstance $line"
    exit 3
}

Write-Line "DONE $ServerInstance $line"
exit 0
