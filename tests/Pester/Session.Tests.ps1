# What belongs to no single cmdlet: the engine of a session, its end, what is cancelled, secrets, completion, and modules beside ours.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $catalog = $shop.Catalog
    $back = { param($database, $instance, $folder) Backup-PosDatabase $database @instance -To $folder }
    $asked = $shop.Name, $instance, $shop.Backups
}

Describe 'A session' {
    It 'has one engine, shared by its cmdlets, and another session has its own; each ends with its session' {
        $ours = (Get-Engine).Id
        $one = New-UserSession
        $two = New-UserSession
        try {
            # At the same time, each with its own catalog.
            $second = New-Shop
            $second.Instance.CatalogPath | Should -Not -Be $instance.CatalogPath
            $calls = (Start-As $one $back $asked), (Start-As $two $back ($second.Name, $second.Instance, $second.Backups))
            $results = $calls | ForEach-Object { $_.Shell.EndInvoke($_.Running) }
            Invoke-As $one { param($catalog) Get-PosBackup @catalog } @(, $catalog) | Out-Null

            $results.Database | Should -Be $shop.Name, $second.Name
            $results.Outcome | Should -Be 'Succeeded', 'Succeeded'
            $engines = @(Get-Engine | Where-Object Id -NotIn $ours)
            $engines | Should -HaveCount 2
        }
        finally {
            $one, $two | ForEach-Object { $_.Runspace.Dispose() }
        }

        $engines | ForEach-Object { $_.WaitForExit(30000) | Should -BeTrue }
    }

    It 'ends its engine when the module is removed' {
        $ours = (Get-Engine).Id
        $session = New-UserSession
        try {
            Invoke-As $session { param($catalog) Get-PosBackup @catalog } @(, $catalog) | Out-Null
            $engine = Get-Engine | Where-Object Id -NotIn $ours
            Invoke-As $session { Remove-Module PosBackup } | Out-Null
            $engine.WaitForExit(30000) | Should -BeTrue
        }
        finally {
            $session.Runspace.Dispose()
        }
    }
}

Describe 'A backup that hangs' {
    BeforeEach {
        $ours = (Get-Engine).Id
        $session = New-UserSession
        $before = @(Get-ChildItem $shop.Backups -Recurse).FullName
        Invoke-Sql "EXEC standin_fault N'hang; at=50; database=$($shop.Name); repeat'" | Out-Null
        $call = Start-As $session $back $asked
        $session.Screen.HasBegun.Wait(60000) | Should -BeTrue
        $engine = Get-Engine | Where-Object Id -NotIn $ours
    }

    AfterEach {
        Invoke-Sql "EXEC standin_fault N'clear'" | Out-Null
        $session.Runspace.Dispose()
    }

    It 'ends by Ctrl+C at once, and the engine leaves no part of a file' {
        # A generous limit: what hangs would hang for ten minutes.
        $call.Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(20000) | Should -BeTrue
        $call.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $thrown = try { $call.Shell.EndInvoke($call.Running) } catch { $_.Exception.InnerException }
        $thrown | Should -BeOfType ([System.Management.Automation.PipelineStoppedException])

        $session.Runspace.Close()
        $engine.WaitForExit(60000) | Should -BeTrue
        @(Get-ChildItem $shop.Backups -Recurse).FullName | Should -Be $before
    }

    It 'goes on with a new engine after its own was killed, and says what happened' {
        $engine.Kill()
        $call.Shell.EndInvoke($call.Running) | Out-Null
        $call.Shell.Streams.Error[0].FullyQualifiedErrorId | Should -Be 'EngineCrashed,PosBackup.PowerShell.Commands.BackupPosDatabaseCommand'
        $call.Shell.Streams.Error[0].CategoryInfo.Category | Should -Be 'ResourceUnavailable'

        Invoke-Sql "EXEC standin_fault N'clear'" | Out-Null
        (Invoke-As $session $back $asked).Output.Outcome | Should -Be 'Succeeded'
    }
}

Describe 'Every stream' {
    It 'has what belongs there: progress that ends, verbose words, and hints with errors' {
        $session = New-UserSession
        try {
            $run = Invoke-As $session { param($database, $instance, $folder) Backup-PosDatabase $database, NoSuchShop @instance -To $folder -Verbose } $asked
        }
        finally {
            $session.Runspace.Dispose()
        }

        $run.Output.Database | Should -Contain $shop.Name
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $begun = $session.Screen.Progress | Where-Object RecordType -EQ Processing | Select-Object -ExpandProperty ActivityId -Unique | Sort-Object
        $ended = $session.Screen.Progress | Where-Object RecordType -EQ Completed | Select-Object -ExpandProperty ActivityId -Unique | Sort-Object
        $begun | Should -Not -BeNullOrEmpty
        $ended | Should -Be $begun
    }
}

Describe 'A password' {
    It 'is in no transcript, in no stream, and on no command line' {
        $transcript = Join-Path $TestDrive 'transcript.txt'
        $session = New-UserSession
        try {
            $run = Invoke-As $session {
                param($database, $instance, $folder, $transcript)
                Start-Transcript $transcript | Out-Null
                $VerbosePreference = $DebugPreference = 'Continue'
                Backup-PosDatabase $database @instance -To $folder
                Backup-PosDatabase NoSuchShop @instance -To $folder
                Stop-Transcript | Out-Null
            } ($asked + $transcript)
            $commandLines = if ($IsLinux) { Get-Engine | ForEach-Object { Get-Content "/proc/$($_.Id)/cmdline", "/proc/$($_.Id)/environ" -Raw } } else { (Get-Engine).CommandLine }
        }
        finally {
            $session.Runspace.Dispose()
        }

        $run.Output.Outcome | Should -Contain 'Succeeded'
        $commandLines | Should -Match 'serve'
        $everything = (Get-Content $transcript -Raw), ($run | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue), ($run.Errors | Format-List * -Force | Out-String), "$($session.Screen.Shown)", "$commandLines"
        $everything -join "`n" | Should -Not -Match $global:PosBackupStandIn.Password
        Get-Content $transcript -Raw | Should -Match 'NoSuchShop'
    }
}

Describe 'Completion' {
    BeforeAll {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        $targets = $shop.Targets
        Register-PosBackupTarget hq-one $shop.Remote @targets | Out-Null
        function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
    }

    It 'knows databases of the catalog' {
        Complete "Get-PosBackup -CatalogPath '$($catalog.CatalogPath)' -Database $($shop.Name.Substring(0, 6))" | Should -Contain $shop.Name
    }

    It 'knows instances of the catalog' {
        Complete "Get-PosBackup -CatalogPath '$($catalog.CatalogPath)' -SourceInstance s" | Should -Contain 'STANDIN'
    }

    It 'knows targets that are defined' {
        Complete "Sync-PosBackupRemote -TargetsPath '$($targets.TargetsPath)' -Target h" | Should -Be 'hq-one'
    }

    It 'completes nothing, and says nothing, where the engine fails' {
        $Error.Clear()
        Complete "Sync-PosBackupRemote -TargetsPath '$(Join-Path $shop.Folder 'no.json')' -Target h" | Where-Object { $_ -eq 'hq-one' } | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'Another module with a Microsoft.Data.SqlClient of its own' {
    BeforeAll {
        $folder = New-Item (Join-Path $TestDrive 'OtherModule') -ItemType Directory
        $assembly = [System.Reflection.Emit.PersistedAssemblyBuilder]::new([System.Reflection.AssemblyName]'Microsoft.Data.SqlClient, Version=99.0.0.0', [object].Assembly)
        $assembly.DefineDynamicModule('Microsoft.Data.SqlClient').DefineType('Microsoft.Data.SqlClient.SqlConnection', 'Public').CreateType() | Out-Null
        $assembly.Save((Join-Path $folder 'Microsoft.Data.SqlClient.dll'))
        Set-Content (Join-Path $folder 'OtherModule.psd1') "@{ ModuleVersion = '1.0'; RequiredAssemblies = 'Microsoft.Data.SqlClient.dll' }"
        $other = Join-Path $folder 'OtherModule.psd1'
        $ours = (Get-Module PosBackup).Path -replace 'PosBackup\.PowerShell\.dll$', 'PosBackup.psd1'

        # A process of its own: what is loaded stays loaded.
        $script = Join-Path $TestDrive 'both.ps1'
        Set-Content $script @'
param($First, $Second, $File)
$ErrorActionPreference = 'Stop'
Import-Module $First
Import-Module $Second
$set = Get-PosBackup -Path $File
$clients = @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Data.SqlClient' })
"version $([Microsoft.Data.SqlClient.SqlConnection].Assembly.GetName().Version), $($clients.Count) client, $($set.Database)"
'@
        $file = (Backup-PosDatabase $shop.Name @instance -To $shop.Backups).Path
    }

    It 'changes nothing for ours, nor ours for it, whichever comes first: <_>' -ForEach 'other', 'ours' {
        $order = if ($_ -eq 'other') { $other, $ours } else { $ours, $other }
        $said = Invoke-PowerShell $script $order[0] $order[1] $file[0]
        $said | Should -Be "version 99.0.0.0, 1 client, $($shop.Name)"
    }
}
