<#
.SYNOPSIS
Measures, by hand, how long PowerShell takes to import the module and to find its cmdlets, beside a binary module that is empty, and one that is empty but for a view and an alias: PowerShell
goes through its own views and types again for whoever brings the first.
.DESCRIPTION
Each number is of a process of its own, as what is loaded stays loaded; they take turns. Written in milliseconds: median, least and most, with the load of the machine.
.PARAMETER Rounds
Processes for each. By default 7.
#>
param([int] $Rounds = 7)

$ErrorActionPreference = 'Stop'
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "posbackup-import-$([guid]::NewGuid().ToString('n'))"
$empty = (New-Item (Join-Path $folder 'Empty') -ItemType Directory).FullName
try {
    Add-Type -OutputType Library -OutputAssembly (Join-Path $empty 'Empty.dll') -TypeDefinition 'using System.Management.Automation; [Cmdlet("Get", "Nothing")] public sealed class GetNothing : PSCmdlet { }'
    Set-Content (Join-Path $empty 'Empty.psd1') "@{ RootModule = 'Empty.dll'; ModuleVersion = '1.0'; CmdletsToExport = 'Get-Nothing' }"
    $views = (Copy-Item $empty (Join-Path $folder 'Views') -Recurse -PassThru)[0].FullName
    Rename-Item (Join-Path $views 'Empty.psd1') 'Views.psd1'
    Set-Content (Join-Path $views 'Views.psd1') "@{ RootModule = 'Empty.dll'; ModuleVersion = '1.0'; CmdletsToExport = 'Get-Nothing'; TypesToProcess = 'T.ps1xml'; FormatsToProcess = 'F.ps1xml' }"
    Set-Content (Join-Path $views 'T.ps1xml') '<Types><Type><Name>Nothing</Name><Members><AliasProperty><Name>A</Name><ReferencedMemberName>B</ReferencedMemberName></AliasProperty></Members></Type></Types>'
    Set-Content (Join-Path $views 'F.ps1xml') '<Configuration><ViewDefinitions><View><Name>N</Name><ViewSelectedBy><TypeName>Nothing</TypeName></ViewSelectedBy><ListControl><ListEntries><ListEntry><ListItems><ListItem><PropertyName>A</PropertyName></ListItem></ListItems></ListEntry></ListEntries></ListControl></View></ViewDefinitions></Configuration>'
    $once = Join-Path $folder 'once.ps1'
    Set-Content $once @'
param($Module, $Cmdlet)
$process = [System.Diagnostics.Process]::GetCurrentProcess()
$cpu = $process.TotalProcessorTime
$watch = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module $Module
$import = $watch.Elapsed.TotalMilliseconds
Get-Command $Cmdlet | Out-Null
$process.Refresh()
"$([int]$import) $([int]($watch.Elapsed.TotalMilliseconds - $import)) $([int]($process.TotalProcessorTime - $cpu).TotalMilliseconds)"
'@
    $program = (Get-Process -Id $PID).Path
    $start = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    $modules = [ordered]@{ Empty = (Join-Path $empty 'Empty.psd1'), 'Get-Nothing'; Views = (Join-Path $views 'Views.psd1'), 'Get-Nothing'; PosBackup = (Join-Path $PSScriptRoot '../../out/PosBackup/PosBackup.psd1'), 'Backup-PosDatabase' }
    $taken = foreach ($round in 1..$Rounds) {
        foreach ($name in $modules.Keys) {
            $import, $find, $cpu = (& $program @start -NoProfile -NonInteractive -File $once @($modules[$name])) -split ' '
            [pscustomobject]@{ Module = $name; Import = [int]$import; GetCommand = [int]$find; Cpu = [int]$cpu }
        }
    }
    foreach ($group in $taken | Group-Object Module) {
        $row = [ordered]@{ Module = $group.Name }
        foreach ($what in 'Import', 'GetCommand', 'Cpu') {
            $sorted = @($group.Group.$what | Sort-Object)
            $row[$what] = '{0} ({1}-{2})' -f $sorted[[int][math]::Floor($sorted.Count / 2)], $sorted[0], $sorted[-1]
        }
        [pscustomobject]$row
    }
    if (Test-Path /proc/loadavg) { "load: $(Get-Content /proc/loadavg)" }
}
finally {
    Remove-Item $folder -Recurse -Force
}
