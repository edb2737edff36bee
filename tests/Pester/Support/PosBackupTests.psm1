# What the tests of the module share: the stand-in for SQL Server, a shop on it for each test file, and sessions whose user has written the answers down.
$root = Split-Path (Split-Path (Split-Path $PSScriptRoot))
$module = Join-Path $root 'out/PosBackup/PosBackup.psd1'

if (-not ('PosBackup.Pester.ScriptedHost' -as [type])) {
    Add-Type -Path (Join-Path $PSScriptRoot '*.cs')
}

# One for all test files. It ends with this process, if not before.
function Start-StandIn {
    if ($global:PosBackupStandIn) { return }

    $data = Join-Path ([System.IO.Path]::GetTempPath()) "posbackup-pester-$([guid]::NewGuid().ToString('n'))"
    $password = [guid]::NewGuid().ToString('n')
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    foreach ($argument in (Join-Path $root 'tests/PosBackup.SqlStandIn/bin/Release/net10.0/PosBackup.SqlStandIn.dll'), '--data', (Join-Path $data 'stand-in'), '--until-stdin-ends') {
        $start.ArgumentList.Add($argument)
    }
    $start.Environment['POSBACKUP_STANDIN_PASSWORD'] = $password
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    # Nobody reads what it logs; the pipe must not fill up.
    $process.StandardError.BaseStream.CopyToAsync([System.IO.Stream]::Null) | Out-Null
    $said = $process.StandardOutput.ReadLine()
    if ($said -notmatch '^listening on (?<address>\S+)$') { throw "the stand-in does not listen: $said" }

    $global:PosBackupStandIn = [pscustomobject]@{
        Process    = $process
        Data       = $data
        Address    = $Matches.address
        Password   = $password
        Credential = [pscredential]::new('sa', (ConvertTo-SecureString $password -AsPlainText -Force))
    }
}

function Stop-StandIn {
    @($global:PosBackupUser.Runspace) + @($global:PosBackupHelp.Values) | Where-Object { $_ } | ForEach-Object { $_.Dispose() }
    $global:PosBackupUser = $global:PosBackupHelp = $null
    if (-not $global:PosBackupStandIn) { return }

    $process = $global:PosBackupStandIn.Process
    $process.StandardInput.Close()
    if (-not $process.WaitForExit(10000)) { $process.Kill() }
    $process.WaitForExit()
    Remove-Item $global:PosBackupStandIn.Data -Recurse -Force -ErrorAction SilentlyContinue
    $global:PosBackupStandIn = $null
}

# Rows of a query, with the client of SQL Server that comes with PowerShell.
function Invoke-Sql([string] $Query, [string] $Database = 'master') {
    $server = $global:PosBackupStandIn
    $connection = [System.Data.SqlClient.SqlConnection]::new("Data Source=$($server.Address);User ID=sa;Password=$($server.Password);Initial Catalog=$Database;Pooling=false;Encrypt=false")
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Query
        $reader = $command.ExecuteReader()
        while ($reader.Read()) { , @(for ($column = 0; $column -lt $reader.FieldCount; $column++) { $reader.GetValue($column) }) }
    }
    finally {
        $connection.Dispose()
    }
}

# Waits until the condition is met, and says whether it was.
function Wait-Until([scriptblock] $Condition, [timespan] $Patience = '0:01:00') {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while ($watch.Elapsed -lt $Patience) {
        if (& $Condition) { return $true }
    }

    $false
}

# The instance's BACKUP or RESTORE that is under way by half or more, where the fault hang lets it never end. What only reads headers has no percents.
function Get-HeldStatement { Invoke-Sql "SELECT session_id FROM sys.dm_exec_requests WHERE percent_complete >= 50 AND (command LIKE 'BACKUP%' OR command LIKE 'RESTORE%')" }
function Wait-HeldStatement { Wait-Until { Get-HeldStatement } }

# A database with receipts, and folder, catalog and targets of its own. What every cmdlet needs to find them is in Instance, Catalog and Targets, to be splatted.
function New-Shop {
    $server = $global:PosBackupStandIn
    $name = "Shop$([guid]::NewGuid().ToString('n').Substring(0, 8))"
    $folder = Join-Path $server.Data $name
    'backups', 'state', 'target' | ForEach-Object { New-Item (Join-Path $folder $_) -ItemType Directory | Out-Null }
    $targets = Join-Path $folder 'targets.json'
    Set-Content $targets '{ "schema": 1, "store": "0042", "targets": [] }'
    Invoke-Sql "CREATE DATABASE [$name]" | Out-Null
    Invoke-Sql "ALTER DATABASE [$name] SET RECOVERY FULL" | Out-Null
    Invoke-Sql 'CREATE TABLE Receipts (Id int NOT NULL PRIMARY KEY)' $name | Out-Null
    $catalog = Join-Path $folder 'catalog.db'
    $shop = [pscustomobject]@{
        Name     = $name
        Folder   = $folder
        Backups  = Join-Path $folder 'backups'
        Remote   = Join-Path $folder 'target'
        Catalog  = @{ CatalogPath = $catalog }
        Instance = @{ CatalogPath = $catalog; ServerInstance = $server.Address; Credential = $server.Credential; TrustServerCertificate = $true }
        Targets  = @{ TargetsPath = $targets }
        State    = @{ StateFolder = Join-Path $folder 'state' }
    }
    Add-Receipt $shop 1
    $shop
}

function Add-Receipt($Shop, [int] $Id) { Invoke-Sql "INSERT INTO Receipts (Id) VALUES ($Id)" $Shop.Name | Out-Null }

# A shop in which the policy lets at least two media sets go; Policy is to be splatted.
function New-ExpiringShop {
    $shop = New-Shop
    $instance = $shop.Instance
    $policy = $shop.Catalog + $shop.Targets + $shop.State + @{ KeepLast = 1; MinimumChains = 1; Copies = 0; MaximumDeletePercent = 100; PolicyPath = Join-Path $shop.Folder 'retention.json' }
    Set-Content $policy.PolicyPath '{ "schema": 1, "policy": { "keepLast": 1 } }'

    # Sets of one second are equally new, and stay together: some more until two are to go.
    $tries = 0
    do {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        $expired = @((Get-PosRetentionPlan @policy -WarningAction SilentlyContinue).Media | Where-Object IsRemoved)
    } until ($expired.Count -ge 2 -or ++$tries -eq 60)
    $shop | Add-Member Policy $policy
    $shop | Add-Member Expired $expired
    $shop | Add-Member Taken @(Get-ChildItem $shop.Backups -Filter *.bak).Count -PassThru
}

function Get-Receipt([string] $Database) { (Invoke-Sql 'SELECT Id FROM Receipts ORDER BY Id' $Database | ForEach-Object { $_[0] }) -join ' ' }

# All that a cmdlet could have touched, as text: every folder of the shop, every file with its hash, the databases of the instance, its history, and what the catalog lists.
function Get-Footprint($Shop) {
    $folders = (Get-ChildItem $Shop.Folder -Recurse -Directory).FullName | Sort-Object
    $files = Get-ChildItem $Shop.Folder -Recurse -File | Where-Object Name -NotLike 'catalog.db*' | Sort-Object FullName | ForEach-Object { "$($_.FullName) $((Get-FileHash $_).Hash)" }
    $server = Invoke-Sql 'SELECT name, state_desc FROM sys.databases ORDER BY name' | ForEach-Object { $_ -join ' ' }
    $history = 'backupset', 'restorehistory' | ForEach-Object { "$_ $((Invoke-Sql "SELECT COUNT(*) FROM msdb.dbo.$_")[0])" }
    $sets = if (Test-Path $Shop.Catalog.CatalogPath) { $known = $Shop.Catalog; Get-PosBackup @known | ForEach-Object { "$($_.SetGuid) $($_.Presence)" } }
    (@($folders) + @($files) + @($server) + @($history) + @($sets)) -join "`n"
}

# A session with a user: what it is asked is in Screen.Asked, what it showed in Screen.Shown.
function New-UserSession {
    $user = [PosBackup.Pester.ScriptedHost]::new()
    $runspace = [runspacefactory]::CreateRunspace($user)
    $runspace.Open()
    $session = [pscustomobject]@{ Screen = $user.Screen; Runspace = $runspace }
    Invoke-As $session { param($module) Import-Module $module } $module | Out-Null
    $session
}

# Runs in that session, and gives output, errors, and how the pipeline ended.
function Invoke-As($Session, [scriptblock] $Script, [object[]] $Arguments = @(), [string[]] $Answers = @()) {
    $Session.Screen.Forget()
    $Answers | ForEach-Object { $Session.Screen.Answers.Enqueue($_) }
    $call = Start-As $Session $Script $Arguments
    try {
        $thrown = $null
        $output = try { $call.Shell.EndInvoke($call.Running) } catch { $thrown = $_.Exception.InnerException }
        [pscustomobject]@{ Output = @($output); Errors = @($call.Shell.Streams.Error); Warnings = @($call.Shell.Streams.Warning); Verbose = @($call.Shell.Streams.Verbose); Information = @($call.Shell.Streams.Information); Progress = @($Session.Screen.Progress); Thrown = $thrown; Asked = @($Session.Screen.Asked); Shown = @($Session.Screen.Shown); Unused = $Session.Screen.Answers.Count }
    }
    finally {
        $call.Shell.Dispose()
    }
}

# Runs a line in the session of one user whom all test files share, with these variables.
function Invoke-Line([string] $Line, [hashtable] $Variables, [string[]] $Answers = @()) {
    if (-not $global:PosBackupUser) { $global:PosBackupUser = New-UserSession }
    $Variables.Keys | ForEach-Object { $global:PosBackupUser.Runspace.SessionStateProxy.SetVariable($_, $Variables[$_]) }
    Invoke-As $global:PosBackupUser ([scriptblock]::Create($Line)) -Answers $Answers
}

# The help of a command or topic in a language. A session keeps the help that it has read: each language has a session of its own.
function Get-HelpIn([string] $Culture, [string] $Topic) {
    if (-not $global:PosBackupHelp) { $global:PosBackupHelp = @{} }
    if (-not $global:PosBackupHelp[$Culture]) {
        $global:PosBackupHelp[$Culture] = [runspacefactory]::CreateRunspace()
        $global:PosBackupHelp[$Culture].Open()
    }

    $shell = [powershell]::Create($global:PosBackupHelp[$Culture])
    try {
        $shell.AddScript({
                param($culture, $module, $topic)
                [System.Threading.Thread]::CurrentThread.CurrentUICulture = $culture
                Import-Module $module
                Get-Help $topic -Full
            }).AddArgument($Culture).AddArgument($module).AddArgument($Topic).Invoke()
    }
    finally {
        $shell.Dispose()
    }
}

# Commands and parameters in a script that are not there, but for functions of its own.
function Get-UnknownWord([System.Management.Automation.Language.Ast] $Ast, [string[]] $Own = @()) {
    $Own += $Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true).Name
    foreach ($call in $Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
        $name = $call.GetCommandName()
        if (-not $name -or $name -in $Own) { continue }
        $command = Get-Command $name -ErrorAction SilentlyContinue
        if (-not $command) { $name; continue }
        foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
            try { $command.ResolveParameter($parameter.ParameterName) | Out-Null } catch { "$name -$($parameter.ParameterName)" }
        }
    }
}

# Begins to run in that session; Running is what EndInvoke wants.
function Start-As($Session, [scriptblock] $Script, [object[]] $Arguments = @()) {
    $shell = [powershell]::Create($Session.Runspace)
    $shell.AddScript($Script.ToString()) | Out-Null
    $Arguments | ForEach-Object { $shell.AddArgument($_) | Out-Null }
    [pscustomobject]@{ Shell = $shell; Running = $shell.BeginInvoke() }
}

# Runs a script in a PowerShell of its own, without a profile and without a user, and gives what it wrote. $LASTEXITCODE is its exit code.
function Invoke-PowerShell([string] $Script) {
    # A pwsh that is a tool of .NET is run by dotnet.
    $program = (Get-Process -Id $PID).Path
    $start = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    & $program @start -NoProfile -NonInteractive -File $Script @args
    $global:LASTEXITCODE = $LASTEXITCODE
}

# Engines that this process has started.
function Get-Engine { @(Get-Process posbackup -ErrorAction SilentlyContinue | Where-Object { $_.Parent.Id -eq $PID }) }

# What a person sees of a table on a console of that width, without colours.
function Get-Table($Records, [int] $Width = 120) { ($Records | Format-Table | Out-String -Width $Width) -replace '\x1b\[[0-9;]*m' }

Export-ModuleMember -Function *-*
