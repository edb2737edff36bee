. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Remove-ExpiredPosBackup'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = ''
    ByName  = ''
    Impact  = 'High'
    Expires = $true
    Arrange = { @{ spent = (New-ExpiringShop).Policy } }
    Good    = 'Remove-ExpiredPosBackup @spent -Confirm:$false'
    Does    = 'Remove-ExpiredPosBackup @policy -Force'
    Asks    = 'Remove the backup for good.*Shop\w+ Full of .* at '
    Bad     = 'Remove-ExpiredPosBackup @where -PolicyPath (Join-Path $shop.Folder none.json) -Force'
    Failure = @{ Id = 'FileAccess'; Category = 'OpenError'; Target = 'none\.json$'; Action = '.'; Ends = $true }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-ExpiringShop
    $policy = $shop.Policy
    $expired = $shop.Expired
    $taken = $shop.Taken
}

Describe 'Remove-ExpiredPosBackup' {
    It 'removes nothing with -WhatIf, also with -Force' {
        $before = Get-Footprint $shop
        Remove-ExpiredPosBackup @policy -WhatIf | Should -BeNullOrEmpty
        Remove-ExpiredPosBackup @policy -WhatIf -Force | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'says as an error of the place that something speaks against removing, or that room is short, and removes nothing' {
        $before = Get-Footprint $shop
        $timid = $policy.Clone()
        $timid.MaximumDeletePercent = 1
        $removed = Remove-ExpiredPosBackup @timid -Force -MinimumFree 1024PB -ErrorAction SilentlyContinue -ErrorVariable failed

        $removed | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -Be 'RemovalRefused,PosBackup.PowerShell.Commands.RemoveExpiredPosBackupCommand', 'NoSpace,PosBackup.PowerShell.Commands.RemoveExpiredPosBackupCommand'
        $failed.TargetObject | Should -Be 'here', 'here'
        $failed[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'says what to give where nobody can be asked, and removes nothing' {
        $before = Get-Footprint $shop
        # A session without a host that could ask.
        $shell = [powershell]::Create()
        try {
            $shell.AddScript('param($module, $policy) Import-Module $module; try { Remove-ExpiredPosBackup @policy } catch { $_ }').AddArgument((Join-Path (Get-Module PosBackup).ModuleBase 'PosBackup.psd1')).AddArgument($policy) | Out-Null
            $said = @($shell.Invoke())
        }
        finally {
            $shell.Dispose()
        }

        $said[-1].FullyQualifiedErrorId | Should -Be 'RemovalRefused,PosBackup.PowerShell.Commands.RemoveExpiredPosBackupCommand'
        $said[-1].ErrorDetails.RecommendedAction | Should -Match '-Force.*-WhatIf'
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
