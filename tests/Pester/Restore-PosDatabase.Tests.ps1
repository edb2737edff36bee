BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $state = $shop.State
    $first = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
    Add-Receipt $shop 2
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Kind Log | Out-Null
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
        $plan = Get-PosRestorePlan $shop.Name -At '2001-01-01' -NewName "$($shop.Name)_plan" @instance @state -ErrorAction SilentlyContinue -ErrorVariable failures

        $plan.Gap | Should -Not -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Match '^ChainBroken,'
        $failures[0].CategoryInfo.Category | Should -Be 'InvalidResult'
        $failures[0].TargetObject | Should -Be $plan.Gap
    }
}

Describe 'Restore-PosDatabase' {
    It 'wants a moment, and one only' {
        { Restore-PosDatabase $shop.Name @instance @state -Latest -At '2026-01-01' } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
        (Get-Command Restore-PosDatabase).ParameterSets.Name | Sort-Object | Should -Be 'Latest', 'Lsn', 'Mark', 'Set', 'Time'
    }

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
