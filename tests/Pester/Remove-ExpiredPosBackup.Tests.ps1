BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
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
    $taken = @(Get-ChildItem $shop.Backups -Filter *.bak).Count
}

Describe 'Get-PosRetentionPlan' {
    It 'judges every media set with its reasons, and touches nothing' {
        $before = Get-Footprint $shop
        $plan = Get-PosRetentionPlan @policy

        $plan.Media | Should -HaveCount $taken
        @($plan.Media | Where-Object IsRemoved) | Should -HaveCount $expired.Count
        @($plan.Media.Sets | Where-Object { $_.Keeps -or $_.Removal }) | Should -HaveCount $taken
        Get-Table $plan | Should -Match 'Place'
        Get-Table $plan.Media | Should -Match 'Place'
        Get-Footprint $shop | Should -Be $before
    }
}

Describe 'Remove-ExpiredPosBackup' {
    It 'is of high impact' {
        (Get-Command Remove-ExpiredPosBackup).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0].ConfirmImpact | Should -Be 'High'
    }

    It 'removes nothing with -WhatIf, also with -Force' {
        $before = Get-Footprint $shop
        Remove-ExpiredPosBackup @policy -WhatIf | Should -BeNullOrEmpty
        Remove-ExpiredPosBackup @policy -WhatIf -Force | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'removes nothing without a policy' {
        $before = Get-Footprint $shop
        $where = $shop.Catalog + $shop.Targets + $shop.State
        { Remove-ExpiredPosBackup @where -PolicyPath (Join-Path $shop.Folder 'none.json') -Force -ErrorAction Stop } | Should -Throw
        Get-Footprint $shop | Should -Be $before
    }
}

Describe 'A user who is asked by Remove-ExpiredPosBackup' {
    BeforeAll {
        $session = New-UserSession
        $remove = { param($policy) Remove-ExpiredPosBackup @policy }
    }

    AfterAll {
        $session.Runspace.Dispose()
    }

    It 'is asked although -Confirm is not given, and keeps all with No to All' {
        $before = Get-Footprint $shop
        $run = Invoke-As $session $remove @(, $policy) -Answers 'No to All'

        $run.Asked | Should -HaveCount 1
        $run.Asked[0] | Should -Match "Remove the backup for good.*$($shop.Name) Full of"
        Get-Footprint $shop | Should -Be $before
    }

    It 'loses just the media set that was answered with Yes' {
        $run = Invoke-As $session $remove @(, $policy) -Answers (@('Yes') + @('No') * ($expired.Count - 1))

        $removed = @($run.Output | Where-Object Outcome -EQ Removed)
        $removed | Should -HaveCount 1
        $removed[0].Files[0] | Should -Not -Exist
        Get-ChildItem $shop.Backups -Filter *.bak | Should -HaveCount ($taken - 1)
    }

    It 'is not asked with -Force, and loses what the plan says' {
        $run = Invoke-As $session { param($policy) Remove-ExpiredPosBackup @policy -Force } @(, $policy)

        $run.Asked | Should -BeNullOrEmpty
        $run.Output.Outcome | Select-Object -Unique | Should -Be 'Removed'
        Get-ChildItem $shop.Backups -Filter *.bak | Should -HaveCount ($taken - $expired.Count)
    }
}
