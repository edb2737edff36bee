. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Get-PosBackupTarget'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = 'Name'
    ByName  = 'Name'
    Impact  = 'None'
    Arrange = {
        param($shop)
        $targets = $shop.Targets
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        @{ no = @{ TargetsPath = Join-Path $shop.Folder 'no.json' } }
    }
    Good    = 'Get-PosBackupTarget @targets'
    Changes = $false
    Nothing = '@() | Get-PosBackupTarget @targets'
    Bad     = '''hq'', ''nowhere'' | Get-PosBackupTarget @targets'
    Failure = @{ Id = 'TargetNotFound'; Category = 'ObjectNotFound'; Target = '^nowhere$'; Action = 'Register-PosBackupTarget'; Results = 1 }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $targets = $shop.Targets
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
}

Describe 'Get-PosBackupTarget' {
    It 'lists by wildcard, and says which name is not there' {
        (Get-PosBackupTarget h* @targets).Name | Should -Be 'hq'
        $found = 'hq', 'nowhere' | Get-PosBackupTarget @targets -ErrorAction SilentlyContinue -ErrorVariable failures
        $found.Name | Should -Be 'hq'
        $failures[0].FullyQualifiedErrorId | Should -Be 'TargetNotFound,PosBackup.PowerShell.Commands.GetPosBackupTargetCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}
