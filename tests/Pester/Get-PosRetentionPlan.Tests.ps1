. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Get-PosRetentionPlan'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = ''
    ByName  = ''
    Impact  = 'None'
    Expires = $true
    Good    = 'Get-PosRetentionPlan @policy'
    Changes = $false
    Bad     = 'Get-PosRetentionPlan @where -PolicyPath (Join-Path $shop.Folder none.json)'
    Failure = @{ Id = 'FileAccess'; Category = 'OpenError'; Target = 'none\.json$'; Action = '.'; Ends = $true }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-ExpiringShop
    $policy = $shop.Policy
    $expired = $shop.Expired
    $taken = $shop.Taken
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
