. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Get-PosRestorePlan'
    Sets    = @{ Latest = 'Database Latest'; Lsn = 'Database Lsn'; Mark = 'Database Mark'; Set = 'Database SetGuid'; Time = 'At Database' }
    ByValue = ''
    ByName  = 'Database SetGuid'
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
    Bad     = 'Get-PosRestorePlan $shop.Name -At 2001-01-01 -NewName $copy @instance @state'
    Failure = @{ Id = 'ChainBroken'; Category = 'InvalidResult'; Target = '.'; Action = '.'; Results = 1 }
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
