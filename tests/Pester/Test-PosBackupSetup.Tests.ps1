. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Test-PosBackupSetup'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = 'Database'
    ByName  = 'Database'
    Impact  = 'None'
    Good    = 'Test-PosBackupSetup $shop.Name @instance -To $shop.Backups'
    Nothing = '@() | Test-PosBackupSetup @instance -To $shop.Backups'
    Bad     = 'Test-PosBackupSetup NoSuchShop @instance -To $shop.Backups'
    Failure = @{ Id = 'DatabaseNotFound'; Category = 'ObjectNotFound'; Target = '^NoSuchShop$'; Action = '.'; Results = 1 }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
}

Describe 'Test-PosBackupSetup' {
    It 'passes where a backup would succeed, and leaves nothing behind in the folder' {
        $report = Test-PosBackupSetup $shop.Name @instance -To $shop.Backups
        $report.Passed | Should -BeTrue
        Get-Table $report | Should -Match 'Passed|True|yes'
        Get-ChildItem $shop.Backups | Should -BeNullOrEmpty
    }

    It 'is an error for each check that failed, and a report all the same' {
        $report = Test-PosBackupSetup NoSuchShop @instance -To $shop.Backups -ErrorAction SilentlyContinue -ErrorVariable failures
        $report.Passed | Should -BeFalse
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}
