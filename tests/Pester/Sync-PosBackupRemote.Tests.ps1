. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Sync-PosBackupRemote'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = 'Path'
    ByName  = 'Database MediaFiles Path Target'
    Impact  = 'Medium'
    Arrange = {
        param($shop)
        $instance = $shop.Instance
        $targets = $shop.Targets
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        $taken = 1..2 | ForEach-Object { Backup-PosDatabase $shop.Name @instance -To $shop.Backups }
        @{ where = $shop.Catalog + $shop.Targets + $shop.State; first = $taken[0]; second = $taken[1] }
    }
    Good    = '$first | Sync-PosBackupRemote -Target hq @where'
    Verbose = 'hq: proven there already: \d+ media file'
    Nothing = '@() | Sync-PosBackupRemote -Target hq @where'
    Does    = '$second | Sync-PosBackupRemote -Target hq @where'
    Asks    = 'Send and prove.*at hq'
    Bad     = 'Sync-PosBackupRemote -Target nowhere @where'
    Failure = @{ Id = 'TargetNotFound'; Category = 'ObjectNotFound'; Target = '^nowhere$'; Action = 'there are hq'; Ends = $true }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $where = $shop.Catalog + $shop.Targets + $shop.State
    $targets = $shop.Targets
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
}

Describe 'Sync-PosBackupRemote' {
    It 'ships nothing when a backup failed and the pipeline brings nothing' {
        Backup-PosDatabase NoSuchShop @instance -To $shop.Backups -ErrorAction SilentlyContinue | Where-Object Outcome -EQ Succeeded | Sync-PosBackupRemote -Target hq @where | Should -BeNullOrEmpty
        Get-ChildItem $shop.Remote | Should -BeNullOrEmpty
    }

    It 'ships what Backup-PosDatabase brings, and proves it' {
        $copy = Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Sync-PosBackupRemote -Target hq @where

        $copy.Outcome | Should -Be 'Succeeded'
        $copy.Target | Should -Be 'hq'
        $copy.Proven | Should -Not -BeNullOrEmpty
        (Get-FileHash (Join-Path $shop.Remote $copy.TargetPath)).Hash | Should -Be (Get-FileHash $copy.File).Hash
        Get-Table $copy | Should -Match 'hq.*Succeeded|Succeeded.*hq'
    }

    It 'asks about each file and target, and sends what was answered with Yes' {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Kind Log | Out-Null
        $session = New-UserSession
        try {
            $run = Invoke-As $session { param($where) Sync-PosBackupRemote -Target hq @where -Confirm } @(, $where) -Answers 'Yes', 'No'
        }
        finally {
            $session.Runspace.Dispose()
        }

        $run.Asked | Should -HaveCount 2
        $run.Asked[0] | Should -Match 'Send and prove.*at hq'
        $run.Output | Should -HaveCount 1
        $run.Unused | Should -Be 0
    }

    It 'passes over what is no backup in a listing, and ships the rest' {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        $bak = Get-ChildItem $shop.Backups -Recurse -Filter *.bak | Select-Object -First 1
        Set-Content (Join-Path $bak.DirectoryName 'notes.txt') 'nothing of ours'
        $copies = Get-ChildItem $bak.DirectoryName | Sync-PosBackupRemote -Target hq @where -ErrorVariable failures
        $copies | Should -Not -BeNullOrEmpty
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        Sync-PosBackupRemote -Path (Join-Path $bak.DirectoryName '*') -Target hq @where -ErrorVariable +failures | Should -Not -BeNullOrEmpty
        $failures | Should -BeNullOrEmpty
    }

    It 'makes one error of a listing in which nothing is a backup, and ships nothing' {
        $listed = New-Item (Join-Path $shop.Folder 'notes') -ItemType Directory -Force
        'one.txt', 'two.txt', 'three.bak.manifest.json' | ForEach-Object { Set-Content (Join-Path $listed $_) 'nothing of ours' }
        Get-ChildItem $listed | Sync-PosBackupRemote -Target hq @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        Sync-PosBackupRemote -Path (Join-Path $listed '*.json') -Target hq @where -ErrorAction SilentlyContinue -ErrorVariable +failures | Should -BeNullOrEmpty
        $failures | Should -HaveCount 2
        $failures | ForEach-Object { "$_" | Should -Match 'nothing of what was listed is backup media' }
    }

    It 'ships the files of -Path to the targets of the pipeline, and to no others' {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        $taken = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
        'usb', 'nas' | ForEach-Object { Register-PosBackupTarget $_ (New-Item (Join-Path $shop.Folder $_) -ItemType Directory).FullName @targets | Out-Null }
        try {
            $copies = Get-PosBackupTarget usb @targets | Sync-PosBackupRemote -Path $taken.Path @where
            $copies.Target | Should -Be 'usb'
            $copies.File | Should -Be $taken.Path
            (Get-PosBackupTarget nas, usb @targets | Sync-PosBackupRemote -Path $taken.Path @where).Target | Should -Be 'nas'

            Get-PosBackupTarget usb @targets | Sync-PosBackupRemote -Path @() @where | Should -BeNullOrEmpty
            Get-PosBackupTarget usb, nas @targets | Sync-PosBackupRemote -Path (Join-Path $shop.Folder 'gone*') @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
            $failures | Should -HaveCount 1
        }
        finally {
            'usb', 'nas' | ForEach-Object { Unregister-PosBackupTarget $_ @targets }
        }
    }

    It 'makes an error of each path of which nothing is known, and ships the others' {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        $gone = Join-Path $shop.Folder 'gone.bak'
        $copies = Sync-PosBackupRemote -Path $gone, $shop.Backups -Target hq @where -ErrorAction SilentlyContinue -ErrorVariable failures
        $copies | Should -Not -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Match '^BackupSetNotFound,'
        $failures[0].TargetObject | Should -Be $gone
        Sync-PosBackupRemote -Path $gone -Target hq @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures.TargetObject | Should -Be $gone
    }

    It 'tells once of a target that is broken, and ships to the others' {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        Register-PosBackupTarget broken (Join-Path $shop.Folder 'no/such') @targets | Out-Null
        Remove-Item (Join-Path $shop.Folder 'no') -Recurse -Force -ErrorAction SilentlyContinue
        try {
            $copies = Sync-PosBackupRemote @where -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue -WarningVariable warnings
            $copies.Target | Select-Object -Unique | Should -Be 'hq'
            $failures.TargetObject | Should -Be 'broken'
            $warnings | Where-Object { $_ -match 'broken' } | Should -BeNullOrEmpty
        }
        finally {
            Unregister-PosBackupTarget broken @targets
        }
    }

    It 'tells also with -WhatIf of what a target misses and nobody has here any more' {
        $away = New-Shop
        $login, $there, $its = $away.Instance, $away.Targets, ($away.Catalog + $away.Targets + $away.State)
        Register-PosBackupTarget hq $away.Remote @there | Out-Null
        $lost, $kept = 1..2 | ForEach-Object { Backup-PosDatabase $away.Name @login -To $away.Backups }
        Remove-Item $lost.Path
        Sync-PosBackupRemote -Target hq @its -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        "$($failures[0])" | Should -Match 'hq: neither there nor here as backed up: 1 media file that the catalog expects'
        (Sync-PosBackupRemote -Target hq @its -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue).File | Should -Be $kept.Path
        $failures | Should -HaveCount 1
    }
}

Describe 'What the pipeline of Sync-PosBackupRemote brings' {
    BeforeAll {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Sync-PosBackupRemote -Target hq @where | Out-Null
        $fresh = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
        $folder = Join-Path $shop.Folder 'second'
        New-Item $folder -ItemType Directory | Out-Null
        Register-PosBackupTarget second $folder @targets | Out-Null
    }

    AfterAll {
        Unregister-PosBackupTarget second @targets
    }

    It 'is the files of a result or a set' {
        ($fresh.Files | Sync-PosBackupRemote -Target second @where).File | Should -Be $fresh.Path
        $catalog = $shop.Catalog
        $last = Get-PosBackup $shop.Name @catalog | Where-Object SetGuid -EQ $fresh.SetGuid
        ($last.MediaFiles | Sync-PosBackupRemote -Target hq @where).File | Should -Be $fresh.Path
    }

    It 'is no target where it says whose backup it is, or where: <Name>' -ForEach @(
        @{ Name = 'a database'; Piped = [pscustomobject]@{ Database = 'Shop'; Target = 'hq' } }
        @{ Name = 'a set'; Piped = [pscustomobject]@{ SetGuid = [guid]::NewGuid(); Target = 'hq' } }
        @{ Name = 'a place'; Piped = [pscustomobject]@{ Place = 'hq'; Target = 'hq' } }
    ) {
        $before = Get-Footprint $shop
        $Piped | Sync-PosBackupRemote @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Match '^InvalidOption,'
        "$($failures[0])" | Should -Match 'is neither a file here nor a target'
        Get-Footprint $shop | Should -Be $before
    }

    It 'is no reason to ship the files of -Path to all targets: <_>' -ForEach 'sets at a target', 'their files', 'files' {
        $before = Get-Footprint $shop
        $there = Get-PosBackup -Target hq @targets
        $piped = switch ($_) { 'sets at a target' { $there } 'their files' { $there.MediaFiles } 'files' { Get-ChildItem $shop.Backups -Recurse -File } }
        { $piped | Sync-PosBackupRemote -Path $shop.Backups @where } | Should -Throw -ErrorId 'InvalidOption,*'
        Get-Footprint $shop | Should -Be $before
    }

    It 'is a target also behind a file, and a file behind a target' {
        $target = Get-PosBackupTarget second @targets
        (Backup-PosDatabase $shop.Name @instance -To $shop.Backups), $target | Sync-PosBackupRemote @where | ForEach-Object Target | Should -Be 'second'
        $target, (Backup-PosDatabase $shop.Name @instance -To $shop.Backups) | Sync-PosBackupRemote @where | ForEach-Object Target | Should -Be 'second'
    }

    It 'is an error behind a file too, where it is neither' {
        $fresh, [pscustomobject]@{ Database = 'Shop' } | Sync-PosBackupRemote -Target hq @where -ErrorAction SilentlyContinue -ErrorVariable failures | Out-Null
        $failures | Should -HaveCount 1
        "$($failures[0])" | Should -Match '\(Shop\) is no file here, and -Target says already where to'
    }

    It 'is an error where it names a file and a target for it, and is shipped to that target by script blocks' {
        $before = Get-Footprint $shop
        $job = [pscustomobject]@{ Path = "$($fresh.Path)"; Target = 'second' }
        $job | Sync-PosBackupRemote @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Match '^InvalidOption,'
        Get-Footprint $shop | Should -Be $before
        $new = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
        ([pscustomobject]@{ File = "$($new.Path)" } | Sync-PosBackupRemote -Path { $_.File } -Target sec* @where).Target | Should -Be 'second'
        { $fresh | Sync-PosBackupRemote -Target no* @where } | Should -Throw -ErrorId 'TargetNotFound,*'
    }

    It 'makes no listing of paths that are typed' {
        $noBackup = Join-Path $shop.Folder 'typed.txt'
        Set-Content $noBackup 'I am no backup.'
        Get-PosBackupTarget second @targets | Sync-PosBackupRemote -Path $noBackup @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures[0].TargetObject | Should -Be $noBackup
    }

    It 'is not typed: <_>' -ForEach '-MediaFiles x', '-SetGuid 8d0b1d5e-6f0c-4a54-9a39-1f3f2a1c7c10', '-Place hq', '-TargetPath a/b.bak' {
        $before = Get-Footprint $shop
        { Invoke-Expression "Sync-PosBackupRemote $_ @where" } | Should -Throw -ErrorId 'InvalidOption,*'
        Get-Footprint $shop | Should -Be $before
    }

    It 'lies at a target and not here: an error that says where' {
        $there = (Get-PosBackup -Target hq @targets).MediaFiles
        $there[0].Path | Should -BeNullOrEmpty
        $there[0] | Sync-PosBackupRemote -Target second @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        "$($failures[0])" | Should -Match '\.bak lies at a target, not here'
        $there[0] | Sync-PosBackupRemote @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        "$($failures[0])" | Should -Match 'lies at hq, not here'
    }
}
