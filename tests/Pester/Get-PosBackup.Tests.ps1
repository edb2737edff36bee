. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Get-PosBackup'
    Sets    = @{ Catalog = ''; Path = 'Path'; Target = 'Target' }
    ByValue = 'Path'
    ByName  = 'Database Path'
    Clash   = 'Get-PosBackup -Path $file -Target hq'
    Impact  = 'None'
    Arrange = {
        param($shop)
        $instance = $shop.Instance
        $taken = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
        $noBackup = Join-Path $shop.Folder 'readme.bak'
        Set-Content $noBackup 'I am no backup.'
        @{ file = $taken.Path; noBackup = $noBackup }
    }
    Good    = 'Get-PosBackup $shop.Name @catalog'
    Changes = $false
    Nothing = '@() | Get-PosBackup @catalog'
    Bad     = 'Get-PosBackup -Path $noBackup, $file[0]'
    Failure = @{ Id = 'MediaMismatch'; Category = 'InvalidData'; Target = 'readme\.bak$'; Action = 'leave it out'; Results = 1 }
}

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

    It 'warns of a folder in which there is no backup' {
        $empty = (New-Item (Join-Path $shop.Folder 'not-mounted') -ItemType Directory).FullName
        Get-PosBackup -Path $empty, $shop.Backups -WarningAction SilentlyContinue -WarningVariable warnings | Should -HaveCount 2
        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match "there is no backup in $([regex]::Escape($empty))"
    }

    It 'names a file that is no backup as what cannot be read, and lists the others' {
        $noBackup = Join-Path $shop.Folder 'readme.bak'
        Set-Content $noBackup 'I am no backup.'
        $sets = Get-PosBackup -Path (@($noBackup) + $taken.Path) -ErrorAction SilentlyContinue -ErrorVariable failures

        $sets.SetGuid | Should -Be $taken.SetGuid
        $failures | Should -HaveCount 1
        $failures[0].TargetObject | Should -Be $noBackup
        "$($failures[0])" | Should -Match ([regex]::Escape($noBackup))
        $failures[0].CategoryInfo.Category | Should -Be 'InvalidData'
    }

    It 'asks for no target where a session names its file of targets for all cmdlets' {
        $targets = $shop.Targets
        (Get-PosBackup $shop.Name -Kind Full @catalog @targets).SetGuid | Should -Be $taken.SetGuid
        (Get-PosBackup -Path $taken.Path @targets).SetGuid | Should -Be $taken.SetGuid
    }

    It 'says which database is not there at all, and warns of one that the other options leave out' {
        $sets = Get-PosBackup Shpo, $shop.Name @catalog -ErrorAction SilentlyContinue -ErrorVariable failures
        $sets | Should -HaveCount 2
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'DatabaseNotFound,PosBackup.PowerShell.Commands.GetPosBackupCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failures[0].TargetObject | Should -Be 'Shpo'

        Get-PosBackup $shop.Name -Kind Differential @catalog -WarningAction SilentlyContinue -WarningVariable warnings -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
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
}

Describe 'Get-PosBackup -Target' {
    It 'lists what lies there without the catalog' {
        $targets = $shop.Targets
        $where = $shop.Catalog + $shop.Targets + $shop.State
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        $taken | Sync-PosBackupRemote -Target hq @where | Out-Null
        $listed = Get-PosBackup -Target hq @targets
        $listed.Database | Select-Object -Unique | Should -Be $shop.Name
        $listed[0].Source | Should -Be 'Target'
    }

    It 'says which database or store is not there' {
        $targets = $shop.Targets
        foreach ($case in @{ Options = @{ Database = 'Shpo' }; Id = 'DatabaseNotFound'; Target = 'Shpo' }, @{ Options = @{ Store = 'nosuch' }; Id = 'BackupSetNotFound'; Target = 'nosuch' }) {
            $options = $case.Options
            Get-PosBackup -Target hq @options @targets -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -Match "^$($case.Id),"
            $failures[0].TargetObject | Should -Be $case.Target
        }
    }
}
