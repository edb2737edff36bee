<#
.SYNOPSIS
Measures, by hand, how long a pipeline takes to end after Ctrl+C, while SQL Server holds the BACKUP for ever. The goal is under a second.
.DESCRIPTION
Against the stand-in. Written in milliseconds: median, least and most until the pipeline has ended, and until its engine has, with the load of the machine.
.PARAMETER Rounds
Backups that are stopped. By default 7.
#>
param([int] $Rounds = 7)

$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot 'Support/Setup.ps1')
try {
    $shop = New-Shop
    $instance = $shop.Instance
    Invoke-Sql "EXEC standin_fault N'hang; at=50; repeat'" | Out-Null
    $taken = foreach ($round in 1..$Rounds) {
        $session = New-UserSession
        try {
            $call = Start-As $session { param($database, $instance, $folder) Backup-PosDatabase $database @instance -To $folder } ($shop.Name, $instance, $shop.Backups)
            if (-not (Wait-HeldStatement)) { throw 'the backup does not begin' }
            $engine = @(Get-Engine)[-1]
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $call.Shell.Stop()
            $pipeline = $watch.Elapsed.TotalMilliseconds
            $session.Runspace.Dispose()
            $engine.WaitForExit()
            [pscustomobject]@{ Pipeline = [int]$pipeline; Engine = [int]$watch.Elapsed.TotalMilliseconds }
        }
        finally {
            $session.Runspace.Dispose()
        }
    }
    foreach ($what in 'Pipeline', 'Engine') {
        $sorted = @($taken.$what | Sort-Object)
        [pscustomobject]@{ Ended = $what; Milliseconds = '{0} ({1}-{2})' -f $sorted[[int][math]::Floor($sorted.Count / 2)], $sorted[0], $sorted[-1] }
    }
    if (Test-Path /proc/loadavg) { "load: $(Get-Content /proc/loadavg)" }
}
finally {
    Stop-StandIn
}
