<#
.SYNOPSIS
Builds, tests, packs or installs the PosBackup module.
.DESCRIPTION
Calls the targets of module/module.proj, and nothing else: who has no PowerShell runs
"dotnet build module/module.proj -t:Pack" and gets the same. Needs the .NET 10 SDK.
  Build    everything but the engine, in out/PosBackup
  Test     the tests of the module that need no PowerShell
  Pack     out/PosBackup as Publish-Module and Publish-PSResource take it: with the engine
           for each platform whose packs restore, and the hashes in PosBackup.sha256
  Install  packs, and copies it into the modules of this user
.PARAMETER Task
What to do. By default Build.
.PARAMETER Configuration
Release or Debug. By default Release.
.EXAMPLE
./build.ps1 -Task Pack
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pack', 'Install')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue)) {
    throw 'there is no dotnet on the PATH; install the .NET 10 SDK'
}

$project = Join-Path (Join-Path $PSScriptRoot 'module') 'module.proj'
& dotnet build $project "-t:$Task" -c $Configuration --nologo
exit $LASTEXITCODE
