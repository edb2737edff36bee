. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Get-PosRestorePlan'
    Sets    = @{ Latest = 'Database Latest'; Lsn = 'Database Lsn'; Mark = 'Database Mark'; Set = 'Database SetGuid'; Time = 'At Database' }
    ByValue = ''
    ByName  = 'Database FoundIn SetGuid Store Target'
    Missing = 'Get-PosRestorePlan $shop.Name @instance'
    Wants   = 'At'
    Clash   = 'Get-PosRestorePlan $shop.Name @instance @state -Latest -Mark here'
    Impact  = 'None'
    Arrange = {
        param($shop)
        $instance = $shop.Instance
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        @{ copy = "$($shop.Name)_copy" }
    }
    Good    = 'Get-PosRestorePlan $shop.Name -Latest -NewName $copy @instance @state'
    Changes = $false
    Bad     = 'Get-PosRestorePlan $shop.Name -At 2001-01-01T00:00:00 -NewName $copy @instance @state'
    Failure = @{ Id = 'ChainBroken'; Category = 'InvalidResult'; Target = '.'; Action = '.'; Results = 1 }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance, $targets, $state = $shop.Instance, $shop.Targets, $shop.State
    $first = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
    Add-Receipt $shop 2
    $log = Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Kind Log
    $plan = Get-PosRestorePlan $shop.Name -Latest -NewName "$($shop.Name)_look" @instance @targets @state
}

Describe 'Get-PosRestorePlan' {
    It 'tells the steps, is drawn readably, and touches nothing' {
        $before = Get-Footprint $shop
        $plan = Get-PosRestorePlan $shop.Name -Latest -NewName "$($shop.Name)_plan" @instance @state

        $plan.IsPlan | Should -BeTrue
        $plan.Plan.Steps.Kind | Should -Be 'Full', 'Log', 'Recover'
        Get-Table $plan | Should -Match ([regex]::Escape($shop.Name))
        Get-Footprint $shop | Should -Be $before
    }

    It 'names the moments that can be had where none leads to the asked one' {
        $plan = Get-PosRestorePlan $shop.Name -At '2001-01-01 00:00:00' -NewName "$($shop.Name)_plan" @instance @state -ErrorAction SilentlyContinue -ErrorVariable failures

        $plan.Gap | Should -Not -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Match '^ChainBroken,'
        $failures[0].CategoryInfo.Category | Should -Be 'InvalidResult'
        $failures[0].TargetObject | Should -Be $plan.Gap
    }

    It 'names the parameter for the files where there is none of the database' {
        $empty = New-Shop
        Get-PosRestorePlan $empty.Name -Latest -NewName "$($empty.Name)_plan" @instance @state -CatalogPath (Join-Path $empty.Folder catalog.db) -Path $empty.Backups -ErrorAction SilentlyContinue -ErrorVariable failures | Out-Null
        $failures[0].ErrorDetails.RecommendedAction | Should -Match '-Path'
    }
}

Describe 'A plan from a target' {
    BeforeAll {
        $ship = $shop.Catalog + $shop.Targets + $shop.State
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        Sync-PosBackupRemote -Target hq @ship | Out-Null
        $staging = Join-Path $shop.Folder 'staged'
    }

    It 'tells each statement, asks the instance, and makes no folder' {
        $before = Get-Footprint $shop
        $plan = Get-PosRestorePlan $shop.Name -Latest -NewName "$($shop.Name)_far" -Target hq -Staging $staging @instance @targets @state -InformationVariable told

        $plan.Outcome | Should -Be 'Succeeded'
        $plan.Instance | Should -Not -Be $instance.ServerInstance
        $plan.Plan.Steps.Kind | Should -Be 'Full', 'Log', 'Recover'
        $plan.Plan.Steps[0].Sql | Should -Match ([regex]::Escape($staging))
        $told | Should -HaveCount 2
        "$told" | Should -Match ' at hq \(\d+ bytes\) is fetched to '
        Test-Path $staging | Should -BeFalse
        Get-Footprint $shop | Should -Be $before
    }

    It 'is as red as the restore: the name is taken, or nobody answers' {
        $plan = Get-PosRestorePlan $shop.Name -Latest -Target hq -Staging $staging @instance @targets @state -ErrorAction SilentlyContinue -ErrorVariable failures
        $plan.Outcome | Should -Be 'Failed'
        $failures[0].FullyQualifiedErrorId | Should -Match '^DatabaseExists,'

        $nobody = $instance + @{}
        $nobody.ServerInstance = '127.0.0.1,1'
        { Get-PosRestorePlan $shop.Name -Latest -Target hq -NewName x @nobody @targets @state } | Should -Throw -ErrorId 'InstanceUnavailable,*'
    }

    It 'keeps Restore-PosDatabase from fetching anything where it is red, or with -WhatIf' {
        $before = Get-Footprint $shop
        Restore-PosDatabase $shop.Name -Latest -Target hq -Staging $staging @instance @targets @state -ErrorAction SilentlyContinue -ErrorVariable failures | Out-Null
        $failures[0].FullyQualifiedErrorId | Should -Match '^DatabaseExists,'
        Restore-PosDatabase $shop.Name -Latest -Target hq -Staging $staging -NewName "$($shop.Name)_far" @instance @targets @state -WhatIf -WarningAction SilentlyContinue
        Test-Path $staging | Should -BeFalse
        Get-Footprint $shop | Should -Be $before
    }
}

Describe 'A listing of the folder' {
    It 'is read without a warning for each manifest in it' {
        $folder = Split-Path $first.Path[0]
        $plan = Get-PosRestorePlan $shop.Name -Latest -NewName "$($shop.Name)_star" -Path (Join-Path $folder '*') @instance @state -WarningAction SilentlyContinue -WarningVariable warnings
        $plan.Outcome | Should -Be 'Succeeded'
        $warnings | Where-Object { $_ -match 'manifest' } | Should -BeNullOrEmpty
    }
}

Describe 'A plan' {
    It 'shows its steps and their files in a table of 80 columns' {
        $table = Get-Table $plan -Width 80

        $table | Should -Match '1\. Full:'
        $table | Should -Match '2\. Log:'
        ($table -replace '\s') | Should -Match ([regex]::Escape((Split-Path $log.Path[0] -Leaf)))
        ($table -replace '\s') | Should -Not -Match ([regex]::Escape($shop.Backups))
    }

    It 'shows whole paths and statements in a list' {
        $list = ($plan | Format-List | Out-String -Width 500) -replace '\x1b\[[0-9;]*m'

        $list | Should -Match ([regex]::Escape($log.Path[0]))
        $list | Should -Match 'RESTORE LOG'
        $list | Should -Match '_look\S*\.mdf'
    }

    It 'says why the backups do not lead there' {
        $gap = Get-PosRestorePlan $shop.Name -At '2020-01-01 00:00:00' -NewName early @instance @targets @state -ErrorAction SilentlyContinue

        (Get-Table $gap) | Should -Match 'NotRecoverable'
    }

    It 'is still a report, with its aliases' {
        $plan | Should -BeOfType PosBackup.PowerShell.Records.RestoreReport
        $plan.DatabaseName | Should -Be $shop.Name
    }
}

Describe 'A moment' {
    It 'is never guessed: <_>' -ForEach '01.03.2026 11:59:59', '03/04/2026 11:00', '2026-03', '1/2', '11:59' {
        { Get-PosRestorePlan $shop.Name -At $_ @instance @targets @state } | Should -Throw "*'$_' is no moment*"
    }

    It 'of a mark is told to be without an offset, in the words of PowerShell' {
        $told = try { Get-PosRestorePlan $shop.Name -Mark m -After (Get-Date) @instance @targets @state } catch { $_ }

        $told.ErrorDetails.Message | Should -Match '^-After is no time by the clock of the instance'
        $told.ErrorDetails.RecommendedAction | Should -Match 'without an offset'
    }
}
