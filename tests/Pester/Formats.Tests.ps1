# Tables and lists of the records, drawn from made-up ones: what people see.
BeforeAll {
    Import-Module (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'out/PosBackup/PosBackup.psd1')
    . (Join-Path $PSScriptRoot 'Support/Records.ps1')
    function Get-Line($Records) { ($Records | Format-Table | Out-String -Width 200) -split '\r?\n' -replace '\x1b\[[0-9;]*m' | Where-Object { $_.Trim() } }

    $before = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
    $good = New-Record BackupResult @{
        Database = 'Shop'; Outcome = 'Succeeded'; TakenKind = 'Full'; Bytes = 1610612736; BackupDuration = [timespan]'0:02:05'
        Verification = New-Record Verification @{ Level = 'L1'; Verdict = 'Intact' }
        Files = New-Record BackupFile @{ File = 'D:\Backups\Shop.bak' }
    }
    $bad = New-Record BackupResult @{ Database = 'Till'; Outcome = 'Failed'; RequestedKind = 'Log'; Message = 'there is no room' }
}

AfterAll {
    [cultureinfo]::CurrentCulture = $before
}

Describe 'The table of backup results' {
    It 'has readable sizes and spans, a named verdict, and the name of the file last' {
        (Get-Line $good)[2] | Should -Match '^Shop +Full +Succeeded +L1 intact +1\.5 GB +2:05 Shop\.bak$'
    }

    It 'calls what was not checked so, and says why a backup failed' {
        (Get-Line $bad)[2] | Should -Match '^Till +Log +Failed +not checked +0 B +0\.0 s there is no room$'
    }

    It 'draws several under one head' {
        (Get-Line $good, $bad).Count | Should -Be 4
    }
}

Describe 'A list' {
    It 'shows every property, also one that is empty' {
        $text = $good | Format-List | Out-String -Width 200
        foreach ($property in $good.GetType().GetProperties().Name) {
            $text | Should -Match "(?m)^(\x1b\[[0-9;]*m)?$property +:"
        }
    }
}

Describe 'Every record that a cmdlet writes' {
    It 'is drawn as a table and as a list although nothing is known of it: <_>' -ForEach @((Import-PowerShellDataFile (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'module/PosBackup.psd1')).CmdletsToExport) {
        $type = (Get-Command $_).OutputType[0].Type
        $record = [Activator]::CreateInstance($type)
        $Error.Clear()
        (Get-Line $record).Count | Should -BeGreaterOrEqual 3
        ($record | Format-List | Out-String).Trim() | Should -Not -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'A session that wants every property to be there' {
    It 'draws what nothing is known of, too' {
        $types = (Import-PowerShellDataFile (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'module/PosBackup.psd1')).CmdletsToExport | ForEach-Object { (Get-Command $_).OutputType[0].Type } | Select-Object -Unique
        $records = @($types | ForEach-Object { [Activator]::CreateInstance($_) }) + @(
            New-Record RestoreReport @{ Database = 'Shop'; Outcome = 'NotRecoverable'; Message = 'there is no full' }
            New-Record RetentionPlan @{ Place = 'here'; Outcome = 'Failed'; Message = 'no policy' }
            New-Record DrillResult @{ Database = 'Shop'; Outcome = 'Failed'; Message = 'no room' }
            $bad
        )
        $shell = [powershell]::Create()
        try {
            $shell.AddScript('param($module, $records) Import-Module $module; Set-StrictMode -Version 3; foreach ($record in $records) { $record | Format-Table | Out-String -Width 200; $record | Format-List | Out-String }; $Error').
                AddArgument((Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'out/PosBackup/PosBackup.psd1')).AddArgument($records) | Out-Null
            $shown = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shown | Where-Object { $_ -isnot [string] } | Should -BeNullOrEmpty
            "$shown" | Should -Match 'there is no full'
            "$shown" | Should -Match 'not checked'
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'Names that other modules use' {
    It 'are there' {
        $good.DatabaseName | Should -Be 'Shop'
        $good.Duration | Should -Be ([timespan]'0:02:05')
    }

    It 'do not hide a number behind a text' {
        $good.Bytes | Should -BeOfType [long]
    }
}
