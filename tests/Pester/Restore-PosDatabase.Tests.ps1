. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Restore-PosDatabase'
    Sets    = @{ Latest = 'Database Latest'; Lsn = 'Database Lsn'; Mark = 'Database Mark'; Set = 'Database SetGuid'; Time = 'At Database' }
    ByValue = ''
    ByName  = 'Database FoundIn SetGuid Store Target'
    Missing = 'Restore-PosDatabase $shop.Name @instance'
    Wants   = 'At'
    Clash   = 'Restore-PosDatabase $shop.Name @instance @state -Latest -At 2026-01-01T00:00:00'
    Impact  = 'Medium'
    Arrange = {
        param($shop)
        $instance = $shop.Instance
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        @{ copy = "$($shop.Name)_copy" }
    }
    Good    = 'Restore-PosDatabase $shop.Name -Latest -NewName $copy @instance @state -WarningAction SilentlyContinue'
    Warns   = 'Restore-PosDatabase $shop.Name -Latest -NewName "${copy}_$(Get-Random)" @instance @state'
    Warning = 'a new recovery fork began: the next backup of it should be a full one'
    Does    = 'Restore-PosDatabase $shop.Name -Latest -Replace -TailLog Skip -Force @instance @state'
    Asks    = 'Overwrite it by a restore as of .*database Shop\w+ on '
    Bad     = 'Restore-PosDatabase $shop.Name -Latest @instance @state'
    Failure = @{ Id = 'DatabaseExists'; Category = 'ResourceExists'; Target = '^Shop'; Action = '-NewName.*-Replace'; Results = 1 }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $state = $shop.State
    $first = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
    Add-Receipt $shop 2
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Kind Log | Out-Null
}

Describe 'Restore-PosDatabase' {
    It 'restores the newest moment beside the present database' {
        $copy = "$($shop.Name)_new"
        $report = Restore-PosDatabase $shop.Name -Latest -NewName $copy @instance @state -WarningAction SilentlyContinue

        $report.Outcome | Should -Be 'Succeeded'
        $report.Level | Should -Be 'L2'
        Get-Receipt $copy | Should -Be '1 2'
    }

    It 'takes a set from the pipeline by its properties' {
        $copy = "$($shop.Name)_set"
        $catalog = $shop.Catalog
        Get-PosBackup $shop.Name @catalog | Where-Object SetGuid -EQ $first.SetGuid | Restore-PosDatabase -NewName $copy @instance @state -WarningAction SilentlyContinue | Select-Object -ExpandProperty Outcome | Should -Be 'Succeeded'
        Get-Receipt $copy | Should -Be '1'
    }

    It 'touches nothing with -WhatIf, also with -Replace and -Force' {
        $before = Get-Footprint $shop
        Restore-PosDatabase $shop.Name -Latest -Replace -TailLog Skip -Force @instance @state -WhatIf | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'does not overwrite a database without -Replace' {
        Restore-PosDatabase $shop.Name -Latest @instance @state -ErrorAction SilentlyContinue -ErrorVariable failures | Out-Null
        $failures[0].FullyQualifiedErrorId | Should -Be 'DatabaseExists,PosBackup.PowerShell.Commands.RestorePosDatabaseCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'ResourceExists'
    }
}

Describe 'A user whose database Restore-PosDatabase would overwrite' {
    BeforeAll {
        $session = New-UserSession
        $replace = { param($database, $instance, $state) Restore-PosDatabase $database -Latest -Replace -TailLog Skip @instance @state }
        $asked = $shop.Name, $instance, $state
    }

    AfterAll {
        $session.Runspace.Dispose()
    }

    It 'is asked although -Confirm is not given, and keeps the database with No' {
        Add-Receipt $shop 3
        $before = Get-Footprint $shop
        $run = Invoke-As $session $replace $asked -Answers 'No'

        $run.Asked | Should -HaveCount 1
        $run.Asked[0] | Should -Match "$($shop.Name).* is overwritten"
        $session.Screen.Defaults | Should -Be 'No'
        $run.Output | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
        Get-Receipt $shop.Name | Should -Be '1 2 3'
    }

    It 'has it restored with Yes' {
        $run = Invoke-As $session $replace $asked -Answers 'Yes'
        $run.Output.Outcome | Should -Be 'Succeeded'
        Get-Receipt $shop.Name | Should -Be '1 2'
    }

    It 'is asked once and not twice with -Confirm' {
        $run = Invoke-As $session { param($database, $instance, $state) Restore-PosDatabase $database -Latest -Replace -TailLog Skip @instance @state -Confirm } $asked -Answers 'No'
        $run.Asked | Should -HaveCount 1
    }

    It 'is not asked with -Force' {
        $run = Invoke-As $session { param($database, $instance, $state) Restore-PosDatabase $database -Latest -Replace -TailLog Skip -Force @instance @state } $asked
        $run.Asked | Should -BeNullOrEmpty
        $run.Output.Outcome | Should -Be 'Succeeded'
    }
}

Describe 'Restore-PosDatabase -Target' {
    It 'restores from the copies alone' {
        $away = New-Shop
        $instance = $away.Instance
        $targets = $away.Targets
        $where = $away.Catalog + $away.Targets + $away.State
        Register-PosBackupTarget hq $away.Remote @targets | Out-Null
        Backup-PosDatabase $away.Name @instance -To $away.Backups | Sync-PosBackupRemote -Target hq @where | Out-Null
        $copy = "$($away.Name)_remote"
        $options = $away.Instance.Clone()
        $options.CatalogPath = Join-Path $away.Folder 'empty.db'
        $options += $away.Targets + $away.State
        $report = Restore-PosDatabase $away.Name -Latest -Target hq -Staging (Join-Path $away.Folder 'staging') -NewName $copy @options -WarningAction SilentlyContinue -InformationVariable told

        $report.Outcome | Should -Be 'Succeeded'
        Get-Receipt $copy | Should -Be '1'
        @($told | Where-Object { "$_" -match 'is fetched to' }) | Should -HaveCount 1
    }
}
