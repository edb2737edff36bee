# Ctrl+C while the engine works. What it waits for would never come: the instance holds the statement, or the server at the other end of the line says nothing.
# No test measures time (measure-cancel.ps1 does); a pipeline that does not end by itself fails by the generous limits that keep a run from hanging.
BeforeDiscovery {
    $statements = @(
        @{ Cmdlet = 'Backup-PosDatabase'; Line = 'Backup-PosDatabase $shop.Name @instance -To $shop.Backups' }
        @{ Cmdlet = 'Test-PosBackupSetup'; Line = 'Test-PosBackupSetup $shop.Name @instance -To $shop.Backups' }
        @{ Cmdlet = 'Restore-PosDatabase'; Line = 'Restore-PosDatabase $shop.Name -Latest -NewName "$($shop.Name)_x" @instance @state' }
        @{ Cmdlet = 'Test-PosRestore'; Line = 'Test-PosRestore $shop.Name @instance @state -EvidenceFolder (Join-Path $shop.Folder evidence)' }
    )
    $lines = @(
        @{ Cmdlet = 'Sync-PosBackupRemote'; Line = 'Sync-PosBackupRemote -Target mute @where' }
        @{ Cmdlet = 'Test-PosBackupTarget'; Line = 'Test-PosBackupTarget mute @targets' }
        @{ Cmdlet = 'Get-PosBackup'; Line = 'Get-PosBackup -Target mute @targets' }
        @{ Cmdlet = 'Register-PosBackupTarget'; Line = 'Register-PosBackupTarget other -Sftp 127.0.0.1 -Port $door.Port -RemotePath other -UserName store @targets' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $targets = $shop.Targets
    $where = $shop.Catalog + $shop.Targets + $shop.State
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null

    # Stops a line while its engine waits, and gives how it ended. Wait returns when the engine waits.
    function Stop-Line([string] $Line, [hashtable] $Variables, [scriptblock] $Wait) {
        $others = (Get-Engine).Id
        $session = New-UserSession
        try {
            $Variables.Keys | ForEach-Object { $session.Runspace.SessionStateProxy.SetVariable($_, $Variables[$_]) }
            $call = Start-As $session ([scriptblock]::Create($Line))
            & $Wait $session | Should -BeTrue
            $engine = Get-Engine | Where-Object Id -NotIn $others
            $engine | Should -HaveCount 1
            $call.Running.IsCompleted | Should -BeFalse

            $call.Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(60000) | Should -BeTrue
            $thrown = try { $call.Shell.EndInvoke($call.Running) } catch { $_.Exception.InnerException }
            [pscustomobject]@{ State = $call.Shell.InvocationStateInfo.State; Thrown = $thrown; Errors = @($call.Shell.Streams.Error); Engine = $engine }
        }
        finally {
            $session.Runspace.Dispose()
        }
    }
}

Describe 'Ctrl+C while the instance holds the statement of <Cmdlet>' -ForEach $statements {
    BeforeAll {
        $before = Get-Footprint $shop
        Invoke-Sql "EXEC standin_fault N'hang; at=50; repeat'" | Out-Null
        $stopped = Stop-Line $Line @{ shop = $shop; instance = $instance; state = $shop.State } {
            Wait-HeldStatement
        }
    }

    AfterAll {
        Invoke-Sql "EXEC standin_fault N'clear'" | Out-Null
    }

    It 'ends the pipeline as stopped, without an error' {
        $stopped.State | Should -Be 'Stopped'
        $stopped.Thrown | Should -BeOfType ([System.Management.Automation.PipelineStoppedException])
        $stopped.Errors | Should -BeNullOrEmpty
    }

    It 'ends the engine with its session although the instance would hold the statement for ever, and leaves no part of a file or database' {
        $stopped.Engine.WaitForExit(60000) | Should -BeTrue
        # Counts of history, journals, and the database that a restore leaves waiting, to be carried on, are no left-overs.
        $others = '^backupset |^restorehistory |/state/|/evidence(/|$)|_x RESTORING$'
        $files = { (Get-Footprint $shop) -split "`n" | Where-Object { $_ -notmatch $others } }
        (& $files) | Should -Be ($before -split "`n" | Where-Object { $_ -notmatch $others })
    }
}

Describe 'Ctrl+C while the server that <Cmdlet> talks to says nothing' -ForEach $lines {
    BeforeAll {
        $door = [PosBackup.Pester.FtpDoor]::new($true)
        $password = [pscredential]::new('store', (ConvertTo-SecureString 'any' -AsPlainText -Force))
        Register-PosBackupTarget mute -Ftp 127.0.0.1 -Port $door.Port -Credential $password -ConnectTimeout 10m -StallTimeout 1h @targets -WarningAction SilentlyContinue | Out-Null
        $before = Get-Footprint $shop
        $stopped = Stop-Line $Line @{ shop = $shop; targets = $targets; where = $where; door = $door } { $door.HasCaller.Wait(60000) }
    }

    AfterAll {
        $door.Dispose()
        Unregister-PosBackupTarget mute @targets
    }

    It 'ends the pipeline as stopped, and the engine with its session; nothing was changed' {
        $stopped.State | Should -Be 'Stopped'
        $stopped.Errors | Should -BeNullOrEmpty
        $stopped.Engine.WaitForExit(60000) | Should -BeTrue
        Get-Footprint $shop | Should -Be $before
    }
}
