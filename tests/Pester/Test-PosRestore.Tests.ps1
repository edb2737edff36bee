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

    It 'touches nothing with -WhatIf' {
        $before = Get-Footprint $shop
        Test-PosRestore $shop.Name @where -WhatIf | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'asks before it restores, and does nothing with No' {
        $before = Get-Footprint $shop
        $session = New-UserSession
        try {
            $run = Invoke-As $session { param($database, $where) Test-PosRestore $database @where -Confirm } $shop.Name, $where -Answers 'No'
        }
        finally {
            $session.Runspace.Dispose()
        }

        $run.Asked | Should -HaveCount 1
        $run.Asked[0] | Should -Match 'throw-away database'
        $run.Output | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
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

    It 'asks for nothing when the pipeline brings nothing' {
        @() | Test-PosRestore @where | Should -BeNullOrEmpty
    }
}
