. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Get-PosBackup'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = 'Path'
    ByName  = 'Database Path Store Target TargetPath'
    Clash   = 'Get-PosBackup -Path $file -Target hq'
    Refuses = 'InvalidOption'
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
        ([pscustomobject]@{ Database = $shop.Name } | Get-PosBackup -Kind Log @catalog).Kind | Should -Be 'Log'
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
    BeforeAll {
        $targets = $shop.Targets
        $where = $shop.Catalog + $shop.Targets + $shop.State
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        $taken | Sync-PosBackupRemote -Target hq @where | Out-Null
    }

    It 'lists what lies there without the catalog' {
        $listed = Get-PosBackup -Target hq @targets
        $listed.Database | Select-Object -Unique | Should -Be $shop.Name
        $listed[0].Source | Should -Be 'Target'
    }

    It 'says which database or store is not there' {
        foreach ($case in @{ Options = @{ Database = 'Shpo' }; Id = 'DatabaseNotFound'; Target = 'Shpo' }, @{ Options = @{ Store = 'nosuch' }; Id = 'BackupSetNotFound'; Target = 'nosuch' }) {
            $options = $case.Options
            Get-PosBackup -Target hq @options @targets -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -Match "^$($case.Id),"
            $failures[0].TargetObject | Should -Be $case.Target
        }
    }

    It 'goes on with the others where one is not defined' {
        (Get-PosBackup -Target nowhere, hq @targets -ErrorAction SilentlyContinue -ErrorVariable failures).SetGuid | Should -Be $taken.SetGuid
        $failures.TargetObject | Should -Be 'nowhere'
    }
}

Describe 'Get-PosBackup of files and targets' {
    BeforeAll {
        $targets = $shop.Targets
        $where = $shop.Catalog + $shop.Targets + $shop.State
        Register-PosBackupTarget two (New-Item (Join-Path $shop.Folder 'two') -ItemType Directory).FullName @targets | Out-Null
        Sync-PosBackupRemote -Target two @where | Out-Null
    }

    It 'is restricted as the catalog is: <_>' -ForEach '-Path $shop.Backups', '-Target two @targets' {
        $list = [scriptblock]::Create("param(`$more) Get-PosBackup $_ @more -WarningAction SilentlyContinue -WarningVariable script:warnings -ErrorAction SilentlyContinue -ErrorVariable script:failures")
        (& $list @{ Database = $shop.Name.ToUpperInvariant(); SourceInstance = 'STANDIN'; Since = (Get-Date).AddDays(-1) }).Kind | Sort-Object | Should -Be 'Full', 'Log'
        (& $list @{ Kind = 'Log' }).Kind | Should -Be 'Log'

        & $list @{ Database = $shop.Name; Since = (Get-Date).AddDays(1) } | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
        $failures | Should -BeNullOrEmpty

        & $list @{ Database = 'Shpo' } | Should -BeNullOrEmpty
        $failures.TargetObject | Should -Be 'Shpo'
        $failures[0].FullyQualifiedErrorId | Should -Match '^DatabaseNotFound,'
    }

    It 'refuses by name what is not of them' {
        foreach ($case in @{ Line = { Get-PosBackup -Path $shop.Backups -Missing }; Says = '-Missing is for sets in the catalog' }, @{ Line = { Get-PosBackup $shop.Name -Store 0042 @catalog }; Says = '-Store is for sets at targets' }) {
            $refused = $case.Line | Should -Throw -ErrorId 'InvalidOption,*' -PassThru
            "$refused" | Should -BeLike "$($case.Says)*"
        }
    }

    It 'is one warning for a listing in which there is no media' {
        New-Item (Join-Path $shop.Folder 'notes') -ItemType Directory | Out-Null
        'a.bak.manifest.json', 'b.bak.manifest.json' | ForEach-Object { Set-Content (Join-Path $shop.Folder "notes/$_") '{}' }
        Get-ChildItem (Join-Path $shop.Folder 'notes') | Get-PosBackup -WarningAction SilentlyContinue -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match 'a\.bak\.manifest\.json and 1 more'
    }
}

Describe 'What comes down the pipeline to Get-PosBackup' {
    BeforeAll {
        # The same two sets everywhere, and at hq a database that is nowhere else; the catalog knows it as well.
        $many = New-Shop
        $targets = $many.Targets
        $all = $many.Catalog + $many.Targets
        $where = $many.Catalog + $many.Targets + $many.State
        $its = $many.Instance
        'hq', 'usb' | ForEach-Object { Register-PosBackupTarget $_ (New-Item (Join-Path $many.Folder $_) -ItemType Directory).FullName @targets | Out-Null }
        $full = Backup-PosDatabase $many.Name @its -To $many.Backups
        Backup-PosDatabase $many.Name @its -To $many.Backups -Kind Log | Out-Null
        Sync-PosBackupRemote @where | Out-Null
        $other = (New-Shop).Name
        $till = Backup-PosDatabase $other @its -To (New-Item (Join-Path $many.Folder 'more') -ItemType Directory).FullName
        $till | Sync-PosBackupRemote -Target hq @where -WarningAction SilentlyContinue | Out-Null

        function Get-Seen($Sets) { $Sets | ForEach-Object { "$(if ($_.Target) { $_.Target } else { $_.Source }) $(if ($_.Database -eq $many.Name) { 'Shop' } else { 'Till' }) $($_.Kind)" } | Sort-Object }
    }

    It 'says where by its target: all that lies there, or some of it' {
        Get-Seen (Get-PosBackupTarget hq @targets | Get-PosBackup @all) | Should -Be 'hq Shop Full', 'hq Shop Log', 'hq Till Full'
        Get-Seen (Get-PosBackupTarget @targets | Get-PosBackup -Kind Full -Since (Get-Date).AddDays(-1) @all) | Should -Be 'hq Shop Full', 'hq Till Full', 'usb Shop Full'
        Get-Seen (Get-PosBackupTarget @targets | Get-PosBackup $other -WarningAction SilentlyContinue @all) | Should -Be 'hq Till Full'
        Get-Seen ([pscustomobject]@{ Target = 'hq' } | Get-PosBackup -Store 0042 -Kind Log @all) | Should -Be 'hq Shop Log'
        Get-PosBackupTarget no* @targets | Get-PosBackup @all | Should -BeNullOrEmpty
    }

    It 'says which databases are meant at each target, and never mixes them' {
        $pairs = [pscustomobject]@{ Target = 'hq'; Database = $other }, [pscustomobject]@{ Target = 'usb'; Database = $many.Name }
        Get-Seen ($pairs | Get-PosBackup @all) | Should -Be 'hq Till Full', 'usb Shop Full', 'usb Shop Log'
        Get-Seen (Get-PosBackup $other -Target hq @targets | Get-PosBackup @all) | Should -Be 'hq Till Full'
        Get-Seen (@($pairs) + (Get-PosBackupTarget hq @targets) | Get-PosBackup -Kind Full @all) | Should -Be 'hq Shop Full', 'hq Till Full', 'usb Shop Full'
    }

    It 'keeps no other from its turn where its target is not defined' {
        $pairs = [pscustomobject]@{ Target = 'nowhere'; Database = $other }, [pscustomobject]@{ Target = 'usb'; Database = $many.Name }, [pscustomobject]@{ Database = $other }
        Get-Seen ($pairs | Get-PosBackup -Kind Full @all -ErrorAction SilentlyContinue -ErrorVariable failures) | Should -Be 'Catalog Till Full', 'usb Shop Full'
        $failures.TargetObject | Should -Be 'nowhere'
    }

    It 'says where by its files, whatever else it says of itself' {
        Get-Seen ($full | Get-PosBackup @all) | Should -Be 'File Shop Full'
        Get-Seen (Get-PosBackup $many.Name @all | Get-PosBackup @all) | Should -Be 'File Shop Full', 'File Shop Log'
        Get-Seen (Get-ChildItem $many.Backups -Recurse -File | Get-PosBackup -Kind Log @all) | Should -Be 'File Shop Log'
        Get-Seen ($many.Backups, (Join-Path $many.Folder 'more') | Get-PosBackup $other @all) | Should -Be 'File Till Full'
        Get-Seen ([pscustomobject]@{ Path = $full.Path; Target = 'hq'; Database = $other } | Get-PosBackup @all) | Should -Be 'File Shop Full'
        $arrived = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-PosBackup $other -Path (Join-Path $many.Folder 'more'))))
        Get-Seen ($arrived | Get-PosBackup @all) | Should -Be 'File Till Full'
        Get-Seen ([pscustomobject]@{ FullName = "$($full.Path)"; Target = [System.Collections.Generic.List[string]] 'elsewhere' } | Get-PosBackup @all) | Should -Be 'File Shop Full'
    }

    It 'is a file, where it is a link, and no target' -Skip:($IsWindows) {
        $link = New-Item (Join-Path $many.Folder 'link.bak') -ItemType SymbolicLink -Target "$($full.Path)"
        Get-Seen ($link, (Get-Item $link.FullName) | Get-PosBackup @all) | Should -Be 'File Shop Full'
    }

    It 'is looked up in the catalog where it has nothing but a database' {
        Get-Seen ([pscustomobject]@{ Database = $other } | Get-PosBackup @all) | Should -Be 'Catalog Till Full'
        Get-Seen ([pscustomobject]@{ DatabaseName = $many.Name } | Get-PosBackup -Kind Log @all) | Should -Be 'Catalog Shop Log'
    }

    It 'is asked all together where it says different places' {
        Get-Seen ($full, [pscustomobject]@{ Database = $other }, [pscustomobject]@{ Target = 'usb' } | Get-PosBackup @all) | Should -Be 'Catalog Till Full', 'File Shop Full', 'usb Shop Full', 'usb Shop Log'
    }

    It 'says which databases where -Path or -Target says the place' {
        Get-Seen ([pscustomobject]@{ Database = $many.Name }, [pscustomobject]@{ Database = $other } | Get-PosBackup -Path (Join-Path $many.Folder 'more'), $many.Backups -Kind Full @all) | Should -Be 'File Shop Full', 'File Till Full'
        Get-Seen ($till | Get-PosBackup -Target hq @all) | Should -Be 'hq Till Full'

        $quiet = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failures' }
        Get-PosBackupTarget hq @targets | Get-PosBackup -Path $many.Backups @all @quiet | Should -BeNullOrEmpty
        $failures.TargetObject | Should -Be 'hq'
        $many.Backups | Get-PosBackup -Target hq @all @quiet | Should -BeNullOrEmpty
        $failures.TargetObject | Should -Be $many.Backups
        $full | Get-PosBackup $other -Target hq @all @quiet | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'InvalidOption,PosBackup.PowerShell.Commands.GetPosBackupCommand'
    }

    It 'is an error where it names nothing, and the others go on' {
        $null, [pscustomobject]@{ Target = $null }, [pscustomobject]@{ Other = 1 }, [pscustomobject]@{ Target = 'usb' } | Get-PosBackup -Kind Full @all -ErrorAction SilentlyContinue -ErrorVariable failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId -replace ',.*' | Should -Be 'ParameterArgumentValidationError', 'InvalidOption', 'InputObjectNotBound'
    }

    It 'is what a script block makes of it' {
        Get-Seen (Get-ChildItem $many.Backups -Filter *.bak | Get-PosBackup -Path { $_.FullName } @all) | Should -Be 'File Shop Full'
        Get-Seen ('usb' | ForEach-Object { [pscustomobject]@{ Where = $_ } } | Get-PosBackup -Target { $_.Where } -Kind Log @all) | Should -Be 'usb Shop Log'
        Get-Seen (Get-PosBackup -Target u* -Kind Log @all) | Should -Be 'usb Shop Log'
    }

    It 'is an error where it is a part of what lies at a target' {
        $there = Get-PosBackup $other -Target hq @targets
        $there.MediaFiles | Get-PosBackup @all -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        "$($failures[0])" | Should -Match 'a part of what lies at hq'
        { Get-PosBackup -Place hq @all } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-PosBackup -Path $there, $there @all } | Should -Throw '*is no path: name a property of it that is one*'
    }

    It 'says which store is meant where it is a set, and none where it is a target' {
        $chain = @{ TargetsPath = Join-Path $many.Folder 'chain.json' }
        (Get-Content $targets.TargetsPath -Raw) -replace '"0042"', '"0017"' | Set-Content $chain.TargetsPath
        $its17 = $many.Catalog + $chain + @{ StateFolder = Join-Path $many.Folder 'state17' }
        Backup-PosDatabase $many.Name @its -To (New-Item (Join-Path $many.Folder 'chain') -ItemType Directory).FullName | Sync-PosBackupRemote -Target usb @its17 -WarningAction SilentlyContinue | Out-Null
        (Get-PosBackup $many.Name -Target usb -Store 0017 @targets | Get-PosBackup -Kind Full @all).Store | Should -Be '0017'
        (Get-PosBackup -Target usb -Store 0017 @targets | Get-PosBackup $many.Name -Kind Full @all).Store | Should -Be '0017'
        (Get-PosBackupTarget usb @targets | Get-PosBackup -Kind Full @all).Store | Sort-Object | Should -Be '0017', '0042'
        (Get-PosBackupTarget usb @targets | Get-PosBackup -Kind Full -Store 0042 @all).Store | Should -Be '0042'
    }
}
