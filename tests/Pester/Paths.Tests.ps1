# What names nothing never means everything: wildcards without a match, null, patterns that are none, and paths of other providers.
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
    $none = Join-Path $shop.Backups 'nomatch*.bak'
    $open = Join-Path $shop.Backups 'x[.bak'
    $variables = @{ shop = $shop; instance = $instance; catalog = $catalog; targets = $targets; state = $state; where = $where; none = $none; open = $open; taken = $taken }
    function Invoke-Here([string] $Line) { Invoke-Line $Line $variables }
}

Describe 'A path that names nothing' {
    BeforeDiscovery {
        $acts = @(
            @{ Cmdlet = 'Sync-PosBackupRemote'; Line = 'Sync-PosBackupRemote -Target hq @where -Path' }
            @{ Cmdlet = 'Restore-PosDatabase'; Line = 'Restore-PosDatabase $shop.Name -Latest -NewName "$($shop.Name)_n" @instance @state -Path' }
            @{ Cmdlet = 'Get-PosRestorePlan'; Line = 'Get-PosRestorePlan $shop.Name -Latest -NewName "$($shop.Name)_n" @instance @state -Path' }
            @{ Cmdlet = 'Test-PosRestore'; Line = 'Test-PosRestore $shop.Name @instance @state -EvidenceFolder (Join-Path $shop.Folder evidence) -Path' }
            @{ Cmdlet = 'Test-PosBackup'; Line = 'Test-PosBackup @catalog -Path' }
        )
    }

    It 'is an error of <Cmdlet>, which does nothing' -ForEach $acts {
        $before = Get-Footprint $shop
        foreach ($case in @{ Path = '$none'; Id = 'FileAccess' }, @{ Path = '$open'; Id = 'InvalidOption' }, @{ Path = '(Join-Path $shop.Folder no/such*/*.bak)'; Id = 'FileAccess' }) {
            $run = Invoke-Here "try { $Line $($case.Path) } catch { Write-Error -ErrorRecord `$_ }"
            $run.Output | Should -BeNullOrEmpty
            $run.Errors | Should -HaveCount 1 -Because $case.Path
            $run.Errors[0].FullyQualifiedErrorId | Should -Match "^$($case.Id)(,|$)"
            $run.Errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        $refused = Invoke-Here "try { $Line `$null } catch { Write-Error -ErrorRecord `$_ }"
        $refused.Output | Should -BeNullOrEmpty
        $refused.Errors[0].FullyQualifiedErrorId | Should -Match '^ParameterArgumentValidationError'
        Get-Footprint $shop | Should -Be $before
    }

    It 'does not keep Test-PosBackup from the others' {
        $run = Invoke-Here 'Test-PosBackup $none, $taken.Path[0] @catalog'
        $run.Output.File | Should -Be $taken.Path
        $run.Errors.TargetObject | Should -Be $none
    }

    It 'is an answer of Get-PosBackup where it is a wildcard, with a line of -Verbose, and an error where it is a name or no pattern' {
        $run = Invoke-Here 'Get-PosBackup -Path $none -Verbose'
        @($run.Output) + $run.Errors | Should -BeNullOrEmpty
        "$($run.Verbose)" | Should -Match 'nothing matches .*nomatch'
        (Invoke-Here 'Get-PosBackup -Path (Join-Path $shop.Backups gone.bak)').Errors[0].FullyQualifiedErrorId | Should -Match '^FileAccess,'
        (Invoke-Here 'Get-PosBackup -Path $open').Errors[0].FullyQualifiedErrorId | Should -Match '^InvalidOption,'
    }

    It 'is taken as it is where a file has brackets in its name' {
        $odd = Join-Path $shop.Folder 'x[.bak'
        Copy-Item -LiteralPath $taken.Path[0] $odd
        (Get-PosBackup -Path $odd).SetGuid | Should -Be $taken.SetGuid
        Remove-Item -LiteralPath $odd
    }
}

Describe 'A path with brackets, as PowerShell completes it' {
    BeforeAll {
        $odd = Join-Path $shop.Folder 'b[1]'
        New-Item $odd -ItemType Directory | Out-Null
        Copy-Item -LiteralPath $taken.Path[0] (Join-Path $shop.Folder 'copy.bak')
        [System.IO.File]::Move((Join-Path $shop.Folder 'copy.bak'), (Join-Path $odd 'x[a].bak'))
        $variables.odd = $odd
        # Tab escapes what would be a wildcard.
        $variables.tab = [System.Management.Automation.WildcardPattern]::Escape($odd)
    }

    It 'is the file or folder of that name to <_>' -ForEach 'Get-PosBackup -Path $tab', 'Get-PosBackup -Path "$tab/x``[a``].bak"', 'Test-PosBackup $tab @catalog', 'Get-PosRestorePlan $shop.Name -SetGuid $taken.SetGuid -NewName "$($shop.Name)_b" -Path $tab @instance @state' {
        $run = Invoke-Here $_
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        "$($run.Output[0].Path)$($run.Output[0].File)$($run.Output[0].Plan.Steps.Files.File)" | Should -BeLike ([System.Management.Automation.WildcardPattern]::Escape($odd) + '*')
    }

    It 'is where a backup goes, also into a file that is not there yet' {
        (Invoke-Here 'Backup-PosDatabase $shop.Name @instance -To $tab').Output.Path | Should -BeLike ([System.Management.Automation.WildcardPattern]::Escape($odd) + '*')
        (Invoke-Here 'Backup-PosDatabase $shop.Name @instance -MediaFile "$tab/new``[2``].bak" -Mode Append').Output.Path | Should -Be (Join-Path $odd 'new[2].bak')
        Get-ChildItem $shop.Folder | Where-Object Name -Match '`' | Should -BeNullOrEmpty
    }
}

Describe 'A path at a location that is no folder' {
    It 'is refused by <_>, and goes nowhere' -ForEach 'Get-PosBackup -CatalogPath r6.db', 'Get-PosBackup -Path r6.bak', 'Test-PosBackup r6.bak', 'Get-PosBackupTarget -TargetsPath r6.json', 'Backup-PosDatabase $shop.Name @instance -To r6', 'Save-PosBackup $shop.Name -To r6 @targets', 'Register-PosBackupTarget r6 r6 @targets', 'Get-ChildItem Env:PATH | Test-PosBackup' {
        $before = Get-Footprint $shop
        $run = Invoke-Here "Push-Location Env:`ntry { $_ } catch { Write-Error -ErrorRecord `$_ } finally { Pop-Location }"
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -Match '^InvalidOption(,|$)'
        "$($run.Errors[0])" | Should -Match 'is no path of a file or folder at Env:.*Environment'
        $run.Errors[0].ErrorDetails.RecommendedAction | Should -Match 'Set-Location'
        Get-Footprint $shop | Should -Be $before
        Get-ChildItem (Split-Path $env:POSBACKUP_ENGINE) -Filter r6* | Should -BeNullOrEmpty
    }

    It 'is good where it is whole' {
        $run = Invoke-Here "Push-Location Env:`nTest-PosBackup `$taken.Path @catalog`nPop-Location"
        $run.Output.Verdict | Should -Be 'Intact'
        $run.Errors | Should -BeNullOrEmpty
    }
}
