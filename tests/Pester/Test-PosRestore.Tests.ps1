. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Test-PosRestore'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = 'Database'
    ByName  = 'Database FoundIn SourceInstance Store Target'
    Impact  = 'Medium'
    Arrange = {
        param($shop)
        $instance = $shop.Instance
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        $questions = Join-Path $shop.Folder 'questions.json'
        Set-Content $questions '{ "schema": 1, "assertions": [ { "name": "receipts", "query": "SELECT COUNT(*) FROM dbo.Receipts", "atLeast": 100 } ] }'
        @{ questions = $questions; where = $shop.Instance + $shop.Targets + $shop.State + @{ EvidenceFolder = Join-Path $shop.Folder 'evidence' } }
    }
    Good    = 'Test-PosRestore $shop.Name @where'
    Verbose = 'databases of other shares are not due'
    Nothing = '@() | Test-PosRestore @where'
    Does    = 'Test-PosRestore $shop.Name @where'
    Asks    = 'Restore to a throw-away database on .*backups of Shop'
    Bad     = 'Test-PosRestore $shop.Name @where -AssertionPath $questions'
    Failure = @{ Id = 'AssertionFailed'; Category = 'InvalidResult'; Target = '^Shop'; Action = '.'; Results = 1 }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $where = $shop.Instance + $shop.Targets + $shop.State + @{ EvidenceFolder = Join-Path $shop.Folder 'evidence' }
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
}

Describe 'Test-PosRestore' {
    It 'restores to a throw-away database, drops it, and leaves evidence' {
        $databases = Invoke-Sql 'SELECT name FROM sys.databases ORDER BY name'
        $drill = $shop.Name | Test-PosRestore @where

        $drill.Outcome | Should -Be 'Passed'
        $drill.Level | Should -Be 'L2'
        $drill.CheckDb | Should -Be 'Clean'
        $drill.Evidence | Should -Not -BeNullOrEmpty
        Invoke-Sql 'SELECT name FROM sys.databases ORDER BY name' | Should -Be $databases
        Get-Table $drill | Should -Match "$($shop.Name) .*Passed"
    }

    It 'fails, with a result, on an assertion that does not hold' {
        $questions = Join-Path $shop.Folder 'questions.json'
        Set-Content $questions '{ "schema": 1, "assertions": [ { "name": "receipts", "query": "SELECT COUNT(*) FROM dbo.Receipts", "atLeast": 100 } ] }'
        $drill = Test-PosRestore $shop.Name @where -AssertionPath $questions -ErrorAction SilentlyContinue -ErrorVariable failures

        $drill.Outcome | Should -Be 'Failed'
        $drill.Assertions[0].Outcome | Should -Be 'Failed'
        $failures[0].FullyQualifiedErrorId | Should -Be 'AssertionFailed,PosBackup.PowerShell.Commands.TestPosRestoreCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'InvalidResult'
    }

    It 'makes no folder with -WhatIf, where the copies at a target would be drilled' {
        $targets = $shop.Targets
        $ship = $shop.Catalog + $shop.Targets + $shop.State
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        Sync-PosBackupRemote -Target hq @ship | Out-Null
        $staging = Join-Path $shop.Folder 'not/there/yet'
        $before = Get-Footprint $shop

        Test-PosRestore $shop.Name -Target hq @where -WhatIf
        Test-PosRestore $shop.Name -Target hq -Staging $staging @where -WhatIf

        Get-Footprint $shop | Should -Be $before
        (Test-PosRestore $shop.Name -Target hq -Staging $staging @where).Outcome | Should -Be 'Passed'
    }

    It 'refuses -Store without -Target also for several sets of the pipeline' {
        $catalog = $shop.Catalog
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        { Get-PosBackup $shop.Name @catalog | Test-PosRestore -Store other @where -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-PosBackup -Path $shop.Backups | Test-PosRestore -Store other @where -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidOption,*'
    }
}
