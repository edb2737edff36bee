# Dot-sourced by the test files. The engine is that of the last build, unless another one is named.
$root = Split-Path (Split-Path (Split-Path $PSScriptRoot))
if (-not $env:POSBACKUP_ENGINE) { $env:POSBACKUP_ENGINE = Join-Path $root 'src/PosBackup.Cli/bin/Release/net10.0/posbackup' }
if (-not (Get-Module PosBackup)) { Import-Module (Join-Path $root 'out/PosBackup/PosBackup.psd1') -Global }
if (-not (Get-Module PosBackupTests)) { Import-Module (Join-Path $PSScriptRoot 'PosBackupTests.psm1') -Global }
Start-StandIn
