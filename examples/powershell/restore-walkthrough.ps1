<#
.SYNOPSIS
Walks through a restore, step by step, and asks before each that changes something.
.DESCRIPTION
For the day on which something is lost. Nothing is overwritten before the last step, and the script may be run again and again: each
moment that is looked at is a database of its own. Stop selling first, and leave everything as it is.
.EXAMPLE
./restore-walkthrough.ps1 -Database Shop -At '2026-03-01 11:59:59' -ServerInstance .\SQLEXPRESS
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string] $Database,

    # The second at which all was still well, by the clock of the shop.
    [Parameter(Mandatory = $true)]
    [string] $At,

    [string] $ServerInstance = 'localhost',

    # A SQL login; without it the account that runs the script.
    [pscredential] $Credential,

    # For an instance that made its own certificate, as Express does.
    [switch] $TrustServerCertificate,

    # Where backups are, if the catalog of this machine does not know: files, folders, a stick.
    [string[]] $Path,

    # Targets with the copies, if this machine has none.
    [string[]] $Target,

    # The database to look at, beside the present one. By default named after the moment, in UTC: Shop_look_20260301_035959Z.
    [string] $NewName
)

$ErrorActionPreference = 'Stop'
Import-Module PosBackup

$source = @{}
if ($Path) { $source.Path = $Path }
if ($Target) { $source.Target = $Target }
$restore = @{ Database = $Database; At = $At; ServerInstance = $ServerInstance; TrustServerCertificate = $TrustServerCertificate }
if ($Credential) { $restore.Credential = $Credential }

Write-Host '1. What there is. Nothing is changed.'
if ($Path) { Get-PosBackup -Path $Path | Where-Object Database -eq $Database | Out-Host }
elseif ($Target) { Get-PosBackup $Database -Target $Target | Out-Host }
else { Get-PosBackup $Database | Out-Host }

Write-Host '2. What a restore would do. Nothing is changed.'
$look = if ($NewName) { $NewName } else { "${Database}_look_$([guid]::NewGuid().ToString('n').Substring(0, 8))" }
$plan = Get-PosRestorePlan @restore @source -NewName $look -ErrorAction SilentlyContinue
if (-not $NewName -and $plan.Plan.Reached) {
    # One moment can be written in many ways, and one text mean two moments: the plan tells which it is, under whatever name it is made.
    $look = '{0}_look_{1}Z' -f $Database, $plan.Plan.Reached.UtcDateTime.ToString('yyyyMMdd_HHmmss_FFFFFFF', [cultureinfo]::InvariantCulture).TrimEnd('_')
    $plan = Get-PosRestorePlan @restore @source -NewName $look -ErrorAction SilentlyContinue
}

$plan | Out-Host
# By a name that is made of the moment, it is this moment that was looked at before, if that restore came to its end.
$isThere = -not $NewName -and $plan.Code -eq 'DatabaseExists' -and $plan.TargetState -eq 'Online'
if ($plan.Outcome -ne 'Succeeded' -and -not $isThere) {
    Write-Host $(if ($plan.Outcome -eq 'NotRecoverable') { "The backups do not lead there: $($plan.Message)" } else { "Something else is in the way: $($plan.Message)" })
    Write-Host "What to do: $($plan.Hint)"
    if ($plan.Gap) {
        # Both are moments that can be had: run this script again with one of them.
        $plan.Gap | Format-List Message, Culprit, Before, After | Out-Host
    }

    exit 1
}

if ($isThere) {
    Write-Host "3. $look is there already, from the last time: nothing is restored."
}
else {
    Write-Host "3. Restore it as $look, beside the present database, which is not touched."
    $beside = Restore-PosDatabase @restore @source -NewName $look -Confirm
    if (-not $beside) { exit 1 }
    $beside | Out-Host
}

Write-Host "   Look at the rows now, in another window: SELECT TOP 20 * FROM [$look].dbo.Receipts ORDER BY Id DESC"
Write-Host '   Not the right moment? Run this script again with another one. Often this is the end: copy the lost rows back.'

if ((Read-Host "4. Replace $Database as a whole? Everybody is thrown out of it. Type its name to go on") -cne $Database) { return }

# -TailLog Take backs up first what no backup holds yet, so that even this can be undone.
$back = Restore-PosDatabase @restore @source -Replace -TailLog Take
if (-not $back) { Write-Host "   $Database stays as it is."; return }
$back | Out-Host

Write-Host '5. Mend users without a login, try the till, take a full backup, and open the shop.'
Write-Host "   Backup-PosDatabase $Database -ServerInstance $ServerInstance"
Write-Host "   When nobody looks at it any more: DROP DATABASE [$look]"
