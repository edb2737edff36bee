BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $catalog = $shop.Catalog
    $targets = $shop.Targets
    $state = $shop.State
    $where = $shop.Catalog + $shop.Targets + $shop.State
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
    $taken = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
}

Describe 'A pipeline that brings nothing' {
    It 'lets <_> do nothing' -ForEach 'Backup-PosDatabase', 'Get-PosBackup', 'Get-PosBackupTarget', 'Save-PosBackup', 'Sync-PosBackupRemote', 'Test-PosBackup', 'Test-PosBackupSetup', 'Test-PosBackupTarget', 'Test-PosRestore', 'Unregister-PosBackupTarget' {
        $known = (Get-Command $_).Parameters.Keys
        $options = @{}
        ($shop.Instance + $shop.Targets + $shop.State).GetEnumerator() | Where-Object Key -In $known | ForEach-Object { $options[$_.Key] = $_.Value }
        if ($_ -eq 'Save-PosBackup') { $options.To = Join-Path $shop.Folder 'saved' }
        $before = Get-Footprint $shop

        Get-PosBackup NoSuchShop* @catalog -WarningAction SilentlyContinue | & $_ @options -ErrorVariable failures | Should -BeNullOrEmpty
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
        { 'any', 42 | Remove-ExpiredPosBackup -KeepLast 1 -Force @where } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-PosBackup $shop.Name @catalog | Get-PosRetentionPlan -KeepLast 1 @where } | Should -Throw -ErrorId 'InvalidOption,*'
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

Describe 'Sets that lie at a target' {
    BeforeAll {
        Sync-PosBackupRemote -Target hq @where | Out-Null
    }

    It 'do not look proven when Test-PosBackup cannot look at them' {
        Get-PosBackup -Target hq @targets | Test-PosBackup @catalog -ErrorAction SilentlyContinue -ErrorVariable failures | Where-Object Verdict -NE intact | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'BackupSetNotFound,PosBackup.PowerShell.Commands.TestPosBackupCommand'
        $failures[0].TargetObject | Should -Be 'hq'
        "$($failures[0])" | Should -Match 'lies at hq, not here'
        $failures[0].ErrorDetails.RecommendedAction | Should -Match 'Save-PosBackup.*Test-PosRestore -Target'
        { Test-PosBackup $taken.Path -Target hq @catalog } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'are not shipped, and widen nothing' {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        $before = Get-Footprint $shop
        Get-PosBackup -Target hq @targets | Sync-PosBackupRemote @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures.TargetObject | Should -Be 'hq'
        Get-PosBackup -Target hq @targets | Sync-PosBackupRemote -Target hq @where -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        "$($failures[0])" | Should -Match '\.bak lies at a target, not here'
        Get-Footprint $shop | Should -Be $before
    }
}

Describe 'A set that was found elsewhere' {
    BeforeAll {
        # A shop that knows no file: all that is left is a target and a stick, both with one flipped byte, and a sound stick.
        $lost = New-Shop
        $from = $lost.Targets
        $its = $lost.Catalog + $lost.Targets + $lost.State
        $here = $lost.Instance + $lost.Targets + $lost.State + @{ EvidenceFolder = Join-Path $lost.Folder 'evidence' }
        Register-PosBackupTarget t7 $lost.Remote @from | Out-Null
        $login = $lost.Instance
        $sound = Backup-PosDatabase $lost.Name @login -To $lost.Backups
        Sync-PosBackupRemote -Target t7 @its | Out-Null
        $stick = Join-Path $lost.Folder 'stick'
        $rotten = Join-Path $lost.Folder 'rotten'
        Copy-Item $lost.Backups $stick -Recurse
        Copy-Item $lost.Backups $rotten -Recurse
        foreach ($file in Get-ChildItem $lost.Remote, $rotten -Recurse -Filter *.bak) {
            $bytes = [System.IO.File]::ReadAllBytes($file.FullName)
            $bytes[[int]($bytes.Length / 2)] = $bytes[[int]($bytes.Length / 2)] -bxor 255
            [System.IO.File]::WriteAllBytes($file.FullName, $bytes)
        }

        $empty = @{ CatalogPath = Join-Path $lost.Folder 'empty.db'; ServerInstance = $login.ServerInstance; Credential = $login.Credential; TrustServerCertificate = $true } + $lost.Targets + $lost.State
    }

    It 'at a target is drilled there, whatever lies here' {
        $drill = Get-PosBackup $lost.Name -Target t7 @from | Test-PosRestore @here -ErrorAction SilentlyContinue -ErrorVariable failures
        $drill.Outcome | Should -Be 'Failed'
        $drill.Code | Should -Be 'CopyCorrupt'
        $failures[0].FullyQualifiedErrorId | Should -Match '^CopyCorrupt,'
    }

    It 'in files is drilled from them, whatever lies here' {
        (Get-PosBackup -Path $stick | Test-PosRestore @here).Outcome | Should -Be 'Passed'
        (Get-PosBackup -Path $rotten | Test-PosRestore @here -ErrorAction SilentlyContinue).Outcome | Should -Be 'Failed'
    }

    It 'is drilled for its instance alone' {
        $drills = Get-PosBackup -Path $stick | ForEach-Object { $_; [pscustomobject]@{ Database = $_.Database; SourceInstance = 'OTHER'; FoundIn = $_.FoundIn } } | Test-PosRestore @here -ErrorAction SilentlyContinue
        $drills.SourceInstance | Sort-Object | Should -Be 'OTHER', 'STANDIN'
        ($drills | Where-Object SourceInstance -EQ STANDIN).Outcome | Should -Be 'Passed'
        ($drills | Where-Object SourceInstance -EQ OTHER).Outcome | Should -Be 'NotRecoverable'
    }

    It 'in files is planned from the folder that was looked into' {
        $plan = Get-PosBackup -Path $stick | Get-PosRestorePlan -NewName "$($lost.Name)_plan" @empty
        $plan.Outcome | Should -Be 'Succeeded'
        $plan.Plan.Steps[0].Files[0].File | Should -BeLike "$stick*"
    }

    It 'in a listing is planned from all of the listing' {
        $other = New-Shop
        $login = $other.Instance
        Backup-PosDatabase $other.Name @login -To $other.Backups | Out-Null
        Backup-PosDatabase $other.Name @login -To $other.Backups -Kind Log | Out-Null
        $logs = Get-ChildItem $other.Backups -Recurse -File | Get-PosBackup | Where-Object Kind -EQ Log
        $logs | Should -HaveCount 1
        $plan = $logs | Get-PosRestorePlan -NewName "$($other.Name)_plan" @empty
        $plan.Outcome | Should -Be 'Succeeded'
        $plan.Plan.Steps.Kind | Should -Be 'Full', 'Log', 'Recover'

        $files = (Get-ChildItem $other.Backups -Recurse -File | Where-Object Extension -In '.bak', '.trn').FullName
        $plan = Get-PosBackup -Path $files | Where-Object Kind -EQ Log | Get-PosRestorePlan -NewName "$($other.Name)_plan" @empty
        $plan.Outcome | Should -Be 'Succeeded'
    }

    It 'in a folder with brackets is read there and not where the name would be a pattern, and a place that cannot be is an error of that set alone' {
        $pattern = Join-Path $lost.Folder 'b[1]'
        Copy-Item $lost.Backups (Join-Path $lost.Folder 'b1') -Recurse
        $piped = foreach ($place in $pattern, 'nodrive:/x', $stick) { [pscustomobject]@{ Database = $lost.Name; SetGuid = $sound.SetGuid; FoundIn = @($place) } }
        $plans = $piped | Get-PosRestorePlan -NewName "$($lost.Name)_plan" @empty -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue -WarningVariable warnings
        $plans.Outcome | Should -Be 'NotRecoverable', 'Succeeded'
        $plans[1].Plan.Steps[0].Files[0].File | Should -BeLike "$stick*"
        "$warnings" | Should -Match ([regex]::Escape($pattern))
        @($failures | Where-Object { $_.FullyQualifiedErrorId -match '^InvalidOption,' -and $_.TargetObject -eq $lost.Name -and "$_" -match 'nodrive' }) | Should -HaveCount 1

        $drills = $piped[1, 2] | Test-PosRestore @here -ErrorAction SilentlyContinue -ErrorVariable failures
        $drills.Outcome | Should -Be 'Passed'
        $failures | Should -HaveCount 1
    }

    It 'at a target is planned from there, and fetched from there' {
        $plan = Get-PosBackup $lost.Name -Target t7 @from | Get-PosRestorePlan -NewName "$($lost.Name)_plan" @empty -InformationVariable told
        $plan.Outcome | Should -Be 'Succeeded'
        "$told" | Should -Match '\.bak at t7 \(\d+ bytes\) is fetched to '
        Get-PosBackup $lost.Name -Target t7 @from | Save-PosBackup -To (Join-Path $lost.Folder 'saved') @from -ErrorAction SilentlyContinue -ErrorVariable failures | Out-Null
        $failures[0].FullyQualifiedErrorId | Should -Match '^CopyCorrupt,'
    }

    It 'is read where -Path or -Target says, if one does' {
        (Get-PosBackup $lost.Name -Target t7 @from | Test-PosRestore -Path $stick @here).Outcome | Should -Be 'Passed'
        $stores = 'nosuch', '0042' | ForEach-Object { [pscustomobject]@{ Database = $lost.Name; Store = $_ } }
        $plans = $stores | Get-PosRestorePlan -Latest -Target t7 -NewName "$($lost.Name)_plan" @empty -ErrorAction SilentlyContinue -ErrorVariable failures
        $plans | Should -HaveCount 2 # The store is that of each object, also where the target is typed.
        $plans[1].Outcome | Should -Be 'Succeeded'
        $failures | Should -HaveCount 1
        "$($failures[0])" | Should -Match 'from t7, store nosuch: no backup of '
        { Test-PosRestore $lost.Name -Target $null @here } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-PosRestorePlan $lost.Name -Latest -Store '' @empty } | Should -Throw -ErrorId 'InvalidOption,*'
    }
}

Describe 'One bad name among others' {
    It 'is an error of its own for <_>, and the others go on' -ForEach 'Get-PosRestorePlan', 'Restore-PosDatabase', 'Save-PosBackup' {
        $options = if ($_ -eq 'Save-PosBackup') { $targets + @{ To = Join-Path $shop.Folder 'some' } } else { $instance + $shop.State + @{ Latest = $true; Replace = $true; TailLog = 'Skip' } }
        if ($_ -eq 'Restore-PosDatabase') { $options.Force = $true }
        $name = if ($_ -eq 'Save-PosBackup') { "no`nname" } else { 'master' }
        Sync-PosBackupRemote -Target hq @where | Out-Null
        $done = $name, $shop.Name | ForEach-Object { [pscustomobject]@{ Database = $_ } } | & $_ @options -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue
        $done | Should -Not -BeNullOrEmpty
        $failures[0].TargetObject | Should -Not -BeNullOrEmpty
        $failures | Should -HaveCount 1
    }
}

Describe 'An object that says by its properties what is meant' {
    It 'is no path: a database for Get-PosBackup, a target for Sync-PosBackupRemote' {
        ([pscustomobject]@{ Database = $shop.Name } | Get-PosBackup @catalog).Database | Select-Object -Unique | Should -Be $shop.Name
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        ([pscustomobject]@{ Target = 'hq' } | Sync-PosBackupRemote @where).Target | Select-Object -Unique | Should -Be 'hq'
        [pscustomobject]@{ Other = 'thing' } | Test-PosBackup @catalog -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Match '^InputObjectNotBound'
    }
}

Describe 'Get-PosBackupTarget | Sync-PosBackupRemote' {
    It 'ships to the targets that come, and to no other' {
        $other = Join-Path $shop.Folder 'other'
        New-Item $other -ItemType Directory | Out-Null
        Register-PosBackupTarget other $other @targets | Out-Null
        $copies = Get-PosBackupTarget other @targets | Sync-PosBackupRemote @where
        $copies.Target | Select-Object -Unique | Should -Be 'other'
        $copies.Outcome | Select-Object -Unique | Should -Be 'Succeeded'
        Get-PosBackupTarget no* @targets | Sync-PosBackupRemote @where | Should -BeNullOrEmpty
        { Sync-PosBackupRemote -Target $null @where } | Should -Throw -ErrorId 'InvalidOption,*'
        Unregister-PosBackupTarget other @targets
    }

    It 'takes files from the pipeline for the targets of -Target' {
        $more = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
        (Get-PosBackup $shop.Name @catalog | Where-Object SetGuid -EQ $more.SetGuid | Sync-PosBackupRemote -Target hq @where).File | Should -Be $more.Path
    }
}

Describe 'A backup that failed' {
    BeforeAll {
        $failed = Backup-PosDatabase NoSuchShop @instance -To $shop.Backups -ErrorAction SilentlyContinue
    }

    It 'is one clear error of <_>' -ForEach 'Get-PosRestorePlan', 'Restore-PosDatabase', 'Save-PosBackup' {
        $options = if ($_ -eq 'Save-PosBackup') { $targets + @{ To = Join-Path $shop.Folder 'no' } } else { $instance }
        $failed | & $_ @options -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Match '^BackupSetNotFound,'
        $failures[0].TargetObject | Should -Be 'NoSuchShop'
    }

    It 'is drilled as its database is: an error, and a failed result' {
        $drill = $failed | Test-PosRestore @instance @state -EvidenceFolder (Join-Path $shop.Folder 'evidence') -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures | Should -HaveCount 1
        @($drill | Where-Object Outcome -EQ Passed) | Should -BeNullOrEmpty
    }

    It 'is tried again by Backup-PosDatabase' {
        $again = $failed, $taken | Backup-PosDatabase @instance -To $shop.Backups -ErrorAction SilentlyContinue -ErrorVariable failures
        "$($again.Outcome | Sort-Object { "$_" })" | Should -Be 'Failed Succeeded'
        $failures.TargetObject | Should -Be 'NoSuchShop'
    }

    It 'ships nothing by Sync-PosBackupRemote' {
        $failed | Sync-PosBackupRemote @where | Should -BeNullOrEmpty
    }

    It 'has no files for <_>, and keeps none from its turn' -ForEach 'Get-PosBackup', 'Test-PosBackup' {
        $done = $failed, $taken | & $_ -ErrorAction SilentlyContinue -ErrorVariable failures
        $done | Should -HaveCount 1
        $failures | Should -BeNullOrEmpty
    }
}

Describe 'Get-PosBackupTarget -Name' {
    It 'is silent about a wildcard that matches none, but for -Verbose; Test-PosBackupTarget is not' {
        Get-PosBackupTarget nos* @targets -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -BeNullOrEmpty
        (Get-PosBackupTarget nos* @targets -Verbose 4>&1) -join '' | Should -Match 'no target matches nos\*'
        Test-PosBackupTarget nos*, hq @targets -ErrorAction SilentlyContinue -ErrorVariable failures | Select-Object -ExpandProperty Target | Should -Be 'hq'
        $failures[0].FullyQualifiedErrorId | Should -Be 'TargetNotFound,PosBackup.PowerShell.Commands.TestPosBackupTargetCommand'
        $failures[0].TargetObject | Should -Be 'nos*'
    }

    It 'takes a bracket as it is' {
        Get-PosBackupTarget 'h[q]' @targets -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures.TargetObject | Should -Be 'h[q]'
    }
}
