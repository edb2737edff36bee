<#
.SYNOPSIS
A night of one store: back up, ship, remove what may go, drill on Sundays. Writes one object for each step.
.DESCRIPTION
Each step runs whatever became of the one before, as a store is better off with half a night than with none; only removal waits for
copies that arrived. Every failure is in the result, with what to do about it; a removal that is refused, and a place with less than 20 GB
free, are failures of their step. Run it from Task Scheduler as an account that may back up, or by hand: with -WhatIf it shows the
whole night and touches nothing.
Task Scheduler shows the exit code when it runs the script as a file:
  powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File nightly.ps1 -ServerInstance .\SQLEXPRESS -Target hq,usb
A password, where a SQL login is wanted, is in a file that Export-Clixml wrote as the same account: -CredentialPath.
A night that cannot begin, for want of the module, of the login, or of a name in an argument that is empty, is one failed step, begin.
Exit codes: 0 all steps went well, 1 nothing was done, 3 some was not.
.EXAMPLE
./nightly.ps1 -ServerInstance .\SQLEXPRESS -Folder D:\Backups -Target hq -WhatIf
.EXAMPLE
./nightly.ps1 -ServerInstance .\SQLEXPRESS -Folder D:\Backups -Target hq | Export-Csv -NoTypeInformation D:\Backups\nights.csv -Append
#>
[CmdletBinding(SupportsShouldProcess = $true, PositionalBinding = $false)]
param(
    [string] $ServerInstance = 'localhost',

    # A SQL login; without it, and without -CredentialPath, the account that runs the script.
    [pscredential] $Credential,

    # File with that login, for a schedule.
    [string] $CredentialPath,

    [string] $Folder,

    [string[]] $Target,

    [string[]] $Database = '*',

    # Databases to leave out.
    [string[]] $ExcludeDatabase,

    # For an instance that made its own certificate, as Express does.
    [switch] $TrustServerCertificate,

    # JSON file of questions for the drill; without it a drill is L2.
    [string] $AssertionPath
)

function New-Step([string] $Name, [object[]] $Done, [object[]] $Failed) {
    [pscustomobject]@{
        At     = Get-Date -Format o
        Step   = $Name
        Done   = $Done.Count
        Failed = $Failed.Count
        Why    = ($Failed | ForEach-Object { '{0} {1}' -f $_, $_.ErrorDetails.RecommendedAction }) -join '; '
    }
}

# With less than it was told to use, no night begins: without its login it would run as another account, without its targets ship nothing.
try {
    Import-Module PosBackup -ErrorAction Stop
    foreach ($given in $PSBoundParameters.GetEnumerator()) {
        # powershell.exe -File hands "hq, usb" over as one text.
        $names = @(if ($given.Value -is [array]) { $given.Value -split ',' } else { "$($given.Value)" })
        if (-not $names -or $names.Trim() -contains '') { throw "-$($given.Key) names nothing: fill it in, or leave it out" }
    }

    $Database, $Target, $ExcludeDatabase = foreach ($list in $Database, $Target, $ExcludeDatabase) { , @($list -split ',' | Where-Object { $_ } | ForEach-Object { $_.Trim() }) }
    if ($CredentialPath) {
        $login = Import-Clixml -LiteralPath $CredentialPath -ErrorAction Stop
        if ($login -isnot [pscredential]) { throw "$CredentialPath holds no login: write it with Get-Credential | Export-Clixml" }
        $Credential = $login
    }
}
catch {
    New-Step 'begin' @() @($_)
    exit 1
}

# A step that cannot begin at all (no engine, no instance) is a failure of that step, and the night goes on. What it did before it broke off is done.
function Invoke-Step([string] $Name, [scriptblock] $Step) {
    $script:stepErrors = @()
    $done = [System.Collections.ArrayList]::new()
    try {
        & $Step | ForEach-Object { [void]$done.Add($_) }
        $failed = @($script:stepErrors)
    }
    catch {
        # What ended the step is among its errors as well, as an exception.
        $end = $_
        $failed = @($script:stepErrors | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.Exception -ne $end.Exception }) + $end
    }

    New-Step $Name $done $failed
}

$common = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'script:stepErrors'; WhatIf = [bool]$WhatIfPreference; Confirm = $false }
$instance = @{ ServerInstance = $ServerInstance; TrustServerCertificate = $TrustServerCertificate }
if ($Credential) { $instance.Credential = $Credential }
$backup = @{ Database = $Database }
if ($Folder) { $backup.To = $Folder }
if ($ExcludeDatabase) { $backup.ExcludeDatabase = $ExcludeDatabase }

# Each step is told when it is done, and remembered for the exit code.
function Complete-Step($Step) {
    $script:doneInAll += $Step.Done
    $script:failedInAll += $Step.Failed
    $Step
}

$script:doneInAll = $script:failedInAll = 0
Complete-Step (Invoke-Step 'backup' { Backup-PosDatabase @instance @backup @common | Where-Object Outcome -eq Succeeded })

$shipped = [pscustomobject]@{ Failed = 0 }
if ($Target) {
    $shipped = Invoke-Step 'copies' { Sync-PosBackupRemote -Target $Target @common | Where-Object Outcome -eq Succeeded }
    Complete-Step $shipped
}

if ($shipped.Failed -eq 0) {
    Complete-Step (Invoke-Step 'removal' { Remove-ExpiredPosBackup -MinimumFree 20GB @common | Where-Object Outcome -eq Removed })
}

if ((Get-Date).DayOfWeek -eq 'Sunday') {
    $drill = @{ Rotation = 'auto/4'; Moment = 'Random'; Window = '14d' }
    if ($Target) { $drill.Target = $Target }
    if ($AssertionPath) { $drill.AssertionPath = $AssertionPath }
    Complete-Step (Invoke-Step 'drill' { Test-PosRestore * @instance @drill @common | Where-Object Outcome -eq Passed })
}

if ($script:failedInAll -eq 0) { exit 0 }
if ($script:doneInAll -eq 0) { exit 1 }
exit 3
