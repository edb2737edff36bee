<#
.SYNOPSIS
For a remote monitoring agent: backs up, ships, and says in one line and an exit code what became of it.
.DESCRIPTION
Ships all that a target has no proven copy of, not only what was backed up just now: a full that a broken line kept here last night
goes with tonight's log, which cannot be restored without it.
Runs as SYSTEM, without a profile, in Windows PowerShell 5.1 as in PowerShell 7:
  powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File rmm.ps1 -ServerInstance .\SQLEXPRESS -To D:\Backups -Target hq
Exit codes: 0 all done and proven, 1 nothing was backed up, 2 the command could not begin, 3 some was not backed up or shipped.
An argument that is unknown, or empty, as a field of the agent that nobody filled, is a 2: nothing else is done in its place.
  -ServerInstance           by default localhost
  -Database                 by default all: *
  -To                       folder of the backups, by default that of the instance
  -Target                   targets to ship to, by default none
  -Kind                     Full, Differential or Log, by default Full
  -CredentialPath           where a SQL login is wanted: a file with it, which Export-Clixml wrote as the same account
  -TrustServerCertificate   for an instance that made its own certificate, as Express does
  -ModulePath               folder of the module, where it is not among those that PowerShell knows
#>
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Bound by a function, not by the script: what PowerShell refuses to bind can be said in one line only from within.
function Read-Order {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [string] $ServerInstance = 'localhost',
        [string[]] $Database = '*',
        [string] $To,
        [string[]] $Target,
        [ValidateSet('Full', 'Differential', 'Log')]
        [string] $Kind = 'Full',
        [string] $CredentialPath,
        [switch] $TrustServerCertificate,
        [string] $ModulePath = 'PosBackup'
    )

    foreach ($given in $PSBoundParameters.GetEnumerator()) {
        # powershell.exe -File hands "Shop, Till" over as one text.
        $names = @(if ($given.Value -is [array]) { $given.Value -split ',' } else { "$($given.Value)" })
        if (-not $names -or $names.Trim() -contains '') { throw "-$($given.Key) names nothing: fill it in, or leave it out" }
    }

    $backup = @{ ServerInstance = $ServerInstance; Database = @(($Database -split ',').Trim()); Kind = $Kind; TrustServerCertificate = $TrustServerCertificate }
    if ($To) { $backup.To = $To }
    @{ Backup = $backup; Target = @($Target -split ',' | Where-Object { $_ } | ForEach-Object { $_.Trim() }); CredentialPath = $CredentialPath; ModulePath = $ModulePath }
}

function Write-Line([string] $Text) {
    # One line, whatever a message holds: an agent reads the first and drops the rest.
    [Console]::Out.WriteLine(($Text -replace '\s+', ' ').Trim())
}

$quiet = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue'; Confirm = $false }
$backup = @{}
try {
    $order = Read-Order @args
    $backup = $order.Backup
    Import-Module $order.ModulePath
    if ($order.CredentialPath) {
        $backup.Credential = Import-Clixml -LiteralPath $order.CredentialPath
        if ($backup.Credential -isnot [pscredential]) { throw "$($order.CredentialPath) holds no login: write it with Get-Credential | Export-Clixml" }
    }

    $results = @(Backup-PosDatabase @backup @quiet)
    $good = @($results | Where-Object { $_.Outcome -eq 'Succeeded' })
    $bad = @($results | Where-Object { $_.Outcome -eq 'Failed' })
    $line = '{0} of {1} backed up and verified' -f $good.Count, $results.Count
    if ($bad) { $line += '; {0}: {1}' -f $bad[0].Database, $bad[0].Message }
}
catch {
    Write-Line "FAILED $($backup.ServerInstance) $_ $($_.ErrorDetails.RecommendedAction)"
    exit 2
}

$missing = @()
if ($order.Target) {
    $copies = @()
    # A target that cannot even be looked for takes nothing away from the backups that are made.
    try { $copies = @(Sync-PosBackupRemote -Target $order.Target -ErrorVariable missing @quiet) } catch { $missing = @($_) }
    $line += '; {0} copies proven' -f @($copies | Where-Object { $_.Outcome -eq 'Succeeded' }).Count
    if ($missing) { $line += '; {0}' -f $missing[0] }
}

if ($results.Count -eq 0 -or $good.Count -eq 0) {
    Write-Line "FAILED $($backup.ServerInstance) $line"
    exit 1
}

if ($bad -or $missing) {
    Write-Line "PARTLY $($backup.ServerInstance) $line"
    exit 3
}

Write-Line "DONE $($backup.ServerInstance) $line"
exit 0
