# Two at once on one repository, in two sessions and in two processes: one works, the other is told who has it and what to do.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $targets = $shop.Targets
    $where = $shop.Catalog + $shop.Targets + $shop.State
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
    $variables = @{ shop = $shop; instance = $instance; targets = $targets; where = $where; state = $shop.State }

    # Runs Then while First, in a session of its own, has what both want.
    function Invoke-Beside([string] $First, [scriptblock] $Wait, [scriptblock] $Then) {
        # What an earlier test broke off would be taken for what is waited for.
        Wait-Until { -not (Get-HeldStatement) } | Should -BeTrue
        $session = New-UserSession
        try {
            $variables.Keys | ForEach-Object { $session.Runspace.SessionStateProxy.SetVariable($_, $variables[$_]) }
            $call = Start-As $session ([scriptblock]::Create($First))
            & $Wait | Should -BeTrue
            & $Then
            $call.Running.IsCompleted | Should -BeFalse
            $call.Shell.Stop()
        }
        finally {
            $session.Runspace.Dispose()
        }
    }

    # The same line in a session here, and in a process of its own: id, category, target, message and action of its error.
    $other = Join-Path $TestDrive 'other.ps1'
    Set-Content $other 'param($Module, $File)
        Import-Module $Module
        $variables = Import-Clixml $File
        $variables.Keys | ForEach-Object { Set-Variable $_ $variables[$_] }
        $Error.Clear()
        & ([scriptblock]::Create($line)) 2>$null | Out-Null
        "$($Error[0].FullyQualifiedErrorId)|$($Error[0].CategoryInfo.Category)|$($Error[0])|$($Error[0].ErrorDetails.RecommendedAction)"'
    function Get-Refusal([string] $Line, [switch] $Process) {
        if (-not $Process) {
            $failure = (Invoke-Line $Line $variables).Errors[0]
            return "$($failure.FullyQualifiedErrorId)|$($failure.CategoryInfo.Category)|$failure|$($failure.ErrorDetails.RecommendedAction)"
        }

        $file = Join-Path $TestDrive 'variables.xml'
        ($variables + @{ line = $Line }) | Export-Clixml $file
        (Invoke-PowerShell $other ((Get-Module PosBackup).Path -replace '[^/\\]+$', 'PosBackup.psd1') $file) -join "`n"
    }
}

Describe 'A second one in <Where>' -ForEach @{ Where = 'another session'; Process = $false }, @{ Where = 'another process'; Process = $true } {
    AfterEach {
        Invoke-Sql "EXEC standin_fault N'clear'" | Out-Null
    }

    It 'does not restore into a database that is being restored' {
        $line = 'Restore-PosDatabase $shop.Name -Latest -NewName "$($shop.Name)_y{0}" @instance @state' -f $Process
        Invoke-Sql "EXEC standin_fault N'hang; at=50; repeat'" | Out-Null
        Invoke-Beside $line { Wait-HeldStatement } {
            Get-Refusal "$line -Replace -TailLog Skip -Force" -Process:$Process | Should -Match '^Busy,.*\|ResourceBusy\|.*another run is restoring into Shop\w+_y\w+ on .*\|Wait until it is over'
        }
    }

    It 'does not ship to a target that is being shipped to' {
        $slow = Join-Path $shop.Folder 'slow'
        New-Item $slow -ItemType Directory -Force | Out-Null
        Register-PosBackupTarget slow $slow -Rate 1KB @targets | Out-Null
        try {
            # From its first byte there on, at 1 KB a second, the upload goes on for minutes.
            Invoke-Beside 'Sync-PosBackupRemote -Target slow @where' { Wait-Until { Get-ChildItem $slow -Recurse -File } } {
                Get-Refusal 'Sync-PosBackupRemote -Target slow @where' -Process:$Process | Should -Match '^Busy,.*\|ResourceBusy\|.*another run is shipping to slow.*\|Wait until it is over'
            }
        }
        finally {
            Unregister-PosBackupTarget slow @targets
            Remove-Item $slow -Recurse
        }
    }

    It 'does not back up the same database to the same folder, and breaks nothing' {
        $line = 'Backup-PosDatabase $shop.Name @instance -To $shop.Backups'
        Invoke-Sql "EXEC standin_fault N'hang; at=50; database=$($shop.Name)'" | Out-Null
        # The lock is there from the plan on: before it the second one would take it, and with it what holds the statement.
        $lock = Join-Path $shop.Backups ".$($shop.Name).posbackup.lock"
        Invoke-Beside $line { (Wait-Until { Test-Path $lock }) -and (Wait-HeldStatement) } {
            Get-Refusal $line -Process:$Process | Should -Match '^Busy,.*\|ResourceBusy\|.*(another run is backing up Shop\w+ to|Another backup).*\|'
        }
        Invoke-Sql "EXEC standin_fault N'clear'" | Out-Null
        (Invoke-Line $line $variables).Output.Outcome | Should -Be 'Succeeded'
    }
}

Describe 'Two that do not want the same' {
    It 'back up two databases to one folder and one catalog at once' {
        $second = New-Shop
        $one = New-UserSession
        $two = New-UserSession
        try {
            $back = { param($database, $instance, $folder) Backup-PosDatabase $database @instance -To $folder }
            $calls = (Start-As $one $back ($shop.Name, $instance, $shop.Backups)), (Start-As $two $back ($second.Name, $instance, $shop.Backups))
            $results = $calls | ForEach-Object { $_.Shell.EndInvoke($_.Running) }
            $results.Outcome | Should -Be 'Succeeded', 'Succeeded'
            $catalog = $shop.Catalog
            (Get-PosBackup @catalog).SetGuid | Should -Contain $results[0].SetGuid
            (Get-PosBackup @catalog).SetGuid | Should -Contain $results[1].SetGuid
        }
        finally {
            $one, $two | ForEach-Object { $_.Runspace.Dispose() }
        }
    }
}
