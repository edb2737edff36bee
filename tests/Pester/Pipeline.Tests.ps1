BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $catalog = $shop.Catalog
    $targets = $shop.Targets
    $where = $shop.Catalog + $shop.Targets + $shop.State
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
    $taken = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
}

Describe 'A pipeline that brings nothing' {
    It 'lets <_> do nothing' -ForEach 'Backup-PosDatabase', 'Get-PosBackup', 'Get-PosBackupTarget', 'Save-PosBackup', 'Sync-PosBackupRemote', 'Test-PosBackup', 'Test-PosBackupSetup', 'Test-PosBackupTarget', 'Test-PosRestore', 'Unregister-PosBackupTarget' {
        $known = (Get-Command $_).Parameters.Keys
        $options = @{}
        ($shop.Instance + $shop.Targets + $shop.State).GetEnumerator() | Where-Object Key -In $known | ForEach-Object { $options[$_.Key] = $_.Value }
        if ($_ -eq 'Get-PosBackup') { $options.Remove('TargetsPath') }
        if ($_ -eq 'Save-PosBackup') { $options.To = Join-Path $shop.Folder 'saved' }
        $before = Get-Footprint $shop

        Get-PosBackup NoSuchShop @catalog -WarningAction SilentlyContinue | & $_ @options -ErrorVariable failures | Should -BeNullOrEmpty
        @() | & $_ @options | Should -BeNullOrEmpty

        $failures | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'ships nothing for a list of files that is empty' {
        Sync-PosBackupRemote -Path @() -Target hq @where | Should -BeNullOrEmpty
        Get-ChildItem $shop.Remote | Should -BeNullOrEmpty
    }
}

Describe 'Null in a pipeline' {
    It 'is an error of its own for <_>, and nothing is done' -ForEach 'Backup-PosDatabase', 'Get-PosBackup', 'Get-PosBackupTarget', 'Sync-PosBackupRemote', 'Test-PosBackup', 'Test-PosBackupSetup', 'Test-PosBackupTarget', 'Test-PosRestore', 'Unregister-PosBackupTarget' {
        $known = (Get-Command $_).Parameters.Keys
        $options = @{}
        ($shop.Instance + $shop.Targets + $shop.State).GetEnumerator() | Where-Object Key -In $known | ForEach-Object { $options[$_.Key] = $_.Value }
        if ($_ -eq 'Get-PosBackup') { $options.Remove('TargetsPath') }
        $before = Get-Footprint $shop

        $null | & $_ @options -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty

        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Match '^(ParameterArgumentValidationError|InputObjectNotBound)'
        $failures[0].CategoryInfo.Category | Should -BeIn 'InvalidData', 'InvalidArgument'
        Get-Footprint $shop | Should -Be $before
    }
}

Describe 'Remove-ExpiredPosBackup' {
    It 'removes nothing where sets are piped to it, as the policy would judge all' {
        $before = Get-Footprint $shop
        { Get-PosBackup $shop.Name @catalog | Remove-ExpiredPosBackup -KeepLast 1 -Force @where } | Should -Throw -ErrorId 'InvalidOption,*'
        { @() | Remove-ExpiredPosBackup -KeepLast 1 -Force @where } | Should -Throw -ErrorId 'InvalidOption,*'
        Get-Footprint $shop | Should -Be $before
    }

    It 'takes none for a window that the file has' {
        Set-Content (Join-Path $shop.Folder 'retention.json') '{ "schema": 1, "policy": { "window": "14d", "keepLast": 1 } }'
        $plan = Get-PosRetentionPlan -Window none -PolicyPath (Join-Path $shop.Folder 'retention.json') @where
        $plan.Media | Should -Not -BeNullOrEmpty
        "$($plan.Media.Sets.Reasons | Format-List * | Out-String)" | Should -Not -Match 'Window'
    }
}

Describe 'Get-ChildItem | Get-PosBackup' {
    It 'passes over manifests, and names a file that is no backup' {
        $readme = Join-Path $shop.Backups 'readme.txt'
        Set-Content $readme 'I am no backup.'
        $sets = Get-ChildItem $shop.Backups | Get-PosBackup -ErrorAction SilentlyContinue -ErrorVariable failures
        $sets.SetGuid | Should -Be $taken.SetGuid
        $failures | Should -HaveCount 1
        $failures[0].TargetObject | Should -Be $readme
        Remove-Item $readme
    }

    It 'lets Test-PosBackup have one result, for the backup' {
        (Get-ChildItem $shop.Backups | Test-PosBackup @catalog).File | Should -Be $taken.Path
        (Test-PosBackup (Join-Path $shop.Backups '*') @catalog).File | Should -Be $taken.Path
    }
}

Describe 'Test-PosBackupTarget' {
    It 'takes patterns, goes on after a name that is not defined, and warns once' {
        Register-PosBackupTarget plain -Ftp 127.0.0.1 -Port 1 -UserName till -PasswordFrom env:NONE -Protection None -AllowPlaintext @targets -WarningAction SilentlyContinue | Out-Null
        $probes = Test-PosBackupTarget p*, nowhere, hq @targets -ErrorAction SilentlyContinue -ErrorVariable failures -WarningVariable warnings -WarningAction SilentlyContinue

        $probes.Target | Should -Be 'hq', 'plain'
        $failures.TargetObject | Should -Be 'plain', 'nowhere'
        $warnings | Should -HaveCount 1
        Unregister-PosBackupTarget plain @targets
    }
}

Describe 'Save-PosBackup' {
    BeforeAll {
        Sync-PosBackupRemote -Target hq @where | Out-Null
        $folder = Join-Path $shop.Folder 'rescue'
    }

    It 'touches nothing with -WhatIf' {
        $before = Get-Footprint $shop
        Save-PosBackup $shop.Name -Target hq -To $folder @targets -WhatIf | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'asks once, and fetches nothing after No' {
        $session = New-UserSession
        try {
            $run = Invoke-As $session { param($name, $folder, $targets) Save-PosBackup $name -To $folder @targets -Confirm } $shop.Name, $folder, $targets -Answers 'No'
        }
        finally {
            $session.Runspace.Dispose()
        }

        $run.Asked | Should -HaveCount 1
        $run.Asked[0] | Should -Match 'Fetch and prove.*1 media files'
        $run.Output | Should -BeNullOrEmpty
        Test-Path $folder | Should -BeFalse
    }

    It 'fetches what a set needs, proven, and not twice; Test-PosBackup takes it' {
        $file = Get-PosBackup -Target hq @targets | Save-PosBackup -Target hq -To $folder @targets
        $file.Outcome | Should -Be 'Succeeded'
        (Get-FileHash $file.File).Hash | Should -Be (Get-FileHash $taken.Path).Hash
        (Save-PosBackup $shop.Name -To $folder @targets).WasHere | Should -BeTrue
        ($file | Test-PosBackup @catalog).Verdict | Should -Be 'Intact'
        Get-Table $file | Should -Match 'hq +Succeeded'
    }

    It 'is an error with the moments that can be had where no files lead' {
        Save-PosBackup $shop.Name -At '2001-01-01 00:00:00' -To $folder @targets -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'ChainBroken,PosBackup.PowerShell.Commands.SavePosBackupCommand'
        $failures[0].TargetObject.After | Should -Not -BeNullOrEmpty
    }
}
