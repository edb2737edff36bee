<#
.SYNOPSIS
Runs the tests of the module in this PowerShell, and writes the counts: passed, failed, skipped.
.DESCRIPTION
Wants the builds of src/PosBackup.slnx and module/module.proj, in Release. tests/run.sh makes them, and calls this.
.PARAMETER Pester
Pester.psd1 of Pester 5; by default the Pester that this PowerShell finds.
.PARAMETER Counts
File for the counts: three numbers on one line.
.PARAMETER Path
Test files; by default all.
#>
param([string] $Pester = 'Pester', [string] $Counts, [string[]] $Path = $PSScriptRoot)

$ErrorActionPreference = 'Stop'
Import-Module $Pester -MinimumVersion 5.0
Import-Module (Join-Path $PSScriptRoot 'Support/PosBackupTests.psm1') -Global
if (-not $env:POSBACKUP_ENGINE) { $env:POSBACKUP_ENGINE = Join-Path $PSScriptRoot '../../src/PosBackup.Cli/bin/Release/net10.0/posbackup' }
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = if ($env:POSBACKUP_PESTER_DETAILS) { 'Detailed' } else { 'Normal' }
$configuration.Output.RenderMode = 'Plaintext'
try {
    $run = Invoke-Pester -Configuration $configuration
}
finally {
    Stop-StandIn
}

# A file that cannot even be discovered, or whose block fails, has no failed test: it counts as one all the same.
$broken = $run.FailedContainersCount + $run.FailedBlocksCount
if ($Counts) { Set-Content $Counts "$($run.PassedCount) $($run.FailedCount + $broken) $($run.SkippedCount + $run.NotRunCount)" }
exit [int]($run.Result -ne 'Passed')
