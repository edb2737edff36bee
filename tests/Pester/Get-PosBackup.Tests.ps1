BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $catalog = $shop.Catalog
    $taken = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Kind Log | Out-Null
}

Describe 'Get-PosBackup' {
    It 'lists the sets of the catalog by database, kind and time' {
        (Get-PosBackup $shop.Name @catalog).SetGuid | Should -HaveCount 2
        (Get-PosBackup $shop.Name.ToUpperInvariant() -Kind Full @catalog).SetGuid | Should -Be $taken.SetGuid
        Get-PosBackup Shop* @catalog -Since (Get-Date).AddDays(1) -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        ($taken | Get-PosBackup -Kind Log @catalog).Kind | Should -Be 'Log'
    }

    It 'lists the sets of files that the pipeline brings, without a catalog' {
        $sets = Get-ChildItem $shop.Backups -Exclude *.json | Get-PosBackup
        $sets | Should -HaveCount 2
        $sets.Source | Should -Be 'File', 'File'
        (Get-PosBackup -Path (Join-Path $shop.Backups '*.bak')).SetGuid | Should -Be $taken.SetGuid
    }

    It 'names a file that is no backup as what cannot be read, and lists the others' {
        $noBackup = Join-Path $shop.Folder 'readme.bak'
        Set-Content $noBackup 'I am no backup.'
        $sets = Get-PosBackup -Path (@($noBackup) + $taken.Path) -ErrorAction SilentlyContinue -ErrorVariable failures

        $sets.SetGuid | Should -Be $taken.SetGuid
        $failures | Should -HaveCount 1
        $failures[0].TargetObject | Should -Be $noBackup
        $failures[0].CategoryInfo.Category | Should -Be 'InvalidData'
    }

    It 'is drawn with its columns on a console of 120' {
        $table = Get-Table (Get-PosBackup $shop.Name @catalog)
        $table | Should -Match 'Database +Kind +Finished +Size +Proof +File'
        $table | Should -Match "$($shop.Name) +Log "
    }

    It 'lists what is missing when a file is gone' {
        $gone = New-Shop
        $there = $gone.Instance
        $lost = Backup-PosDatabase $gone.Name @there -To $gone.Backups
        Remove-Item $lost.Path
        $ours = $gone.Catalog
        (Get-PosBackup -Missing @ours).SetGuid | Should -Be $lost.SetGuid
    }

    It 'keeps files, catalog and target apart' {
        { Get-PosBackup -Path $taken.Path -Target hq } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }
}

Describe 'Test-PosBackup' {
    It 'proves every file that the pipeline brings, and says nothing is wrong with a sound one' {
        $media = Get-PosBackup $shop.Name @catalog | Test-PosBackup @catalog
        $media.Verdict | Should -Be 'Intact', 'Intact'
        Get-Table $media | Should -Match 'intact'
        Get-PosBackup $shop.Name @catalog | Test-PosBackup @catalog | Where-Object Verdict -NE intact | Should -BeNullOrEmpty
    }

    It 'finds the flipped byte: a result, and an error about the file' {
        $damaged = Join-Path $shop.Folder 'damaged.bak'
        $bytes = [System.IO.File]::ReadAllBytes($taken.Path)
        $bytes[[int]($bytes.Length / 2)] = $bytes[[int]($bytes.Length / 2)] -bxor 255
        [System.IO.File]::WriteAllBytes($damaged, $bytes)
        $media = Test-PosBackup $damaged @catalog -ErrorAction SilentlyContinue -ErrorVariable failures

        $media.Verdict | Should -Be 'Damaged'
        $media | Where-Object Verdict -NE intact | Should -Not -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'BackupSetCorrupt,PosBackup.PowerShell.Commands.TestPosBackupCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $failures[0].TargetObject | Should -Be $damaged
    }

    It 'changes no file' {
        $before = Get-Footprint $shop
        Test-PosBackup $taken.Path @catalog | Out-Null
        Get-Footprint $shop | Should -Be $before
    }
}

Describe 'Test-PosBackupSetup' {
    It 'passes where a backup would succeed, and leaves nothing behind in the folder' {
        $report = Test-PosBackupSetup $shop.Name @instance -To $shop.Backups
        $report.Passed | Should -BeTrue
        Get-Table $report | Should -Match 'Passed|True|yes'
        Get-ChildItem $shop.Backups -Filter *.bak | Should -HaveCount 1
    }

    It 'is an error for each check that failed, and a report all the same' {
        $report = Test-PosBackupSetup NoSuchShop @instance -To $shop.Backups -ErrorAction SilentlyContinue -ErrorVariable failures
        $report.Passed | Should -BeFalse
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}
