# Records that come from another process: from a job, as Invoke-Command brings them from a store, and from a file of Export-Clixml. A fleet is run by them.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $module = Join-Path (Get-Module PosBackup).ModuleBase 'PosBackup.psd1'
    function Get-View($Record) { ($Record | Format-Table | Out-String -Width 200) + ($Record | Format-List | Out-String -Width 200) }

    # In the job as it is there, and what of it arrives here.
    $job = Start-Job {
        Import-Module $using:module
        $shop = $using:shop
        $instance = $shop.Instance
        $catalog = $shop.Catalog
        $state = $shop.State
        $records = @{
            Backup  = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
            Failed  = Backup-PosDatabase 'nosuch' @instance -ErrorAction SilentlyContinue
            Listed  = Get-PosBackup $shop.Name @catalog
            Plan    = Get-PosRestorePlan $shop.Name -Latest -NewName "$($shop.Name)_c" @instance @state
            NoPlan  = Get-PosRestorePlan $shop.Name -At 2001-01-01T00:00:00 -NewName "$($shop.Name)_c" @instance @state -ErrorAction SilentlyContinue
            Checked = Test-PosBackup $shop.Backups @catalog
        }
        foreach ($name in $records.Keys) { [pscustomobject]@{ Name = $name; View = ($records[$name] | Format-Table | Out-String -Width 200) + ($records[$name] | Format-List | Out-String -Width 200) } }
        $records.Values
    }
    $arrived = @($job | Receive-Job -Wait -AutoRemoveJob)
    $sent = @($arrived | Where-Object { $_.PSObject.Properties['View'] })
    $records = @($arrived | Where-Object { -not $_.PSObject.Properties['View'] })
}

Describe 'A record that arrives from a job' {
    It 'is shown as it was there, in tables and lists' {
        $sent | Should -HaveCount 6
        $records | Should -HaveCount 6
        $Error.Clear()
        $views = $records | ForEach-Object { Get-View $_ }
        $Error | Should -BeNullOrEmpty
        foreach ($one in $sent) { $views | Should -Contain $one.View -Because $one.Name }
    }

    It 'is found by the same words' {
        @($records | Where-Object Outcome -eq Succeeded).Count | Should -Be 2
        @($records | Where-Object Outcome -eq Failed).Database | Should -Be 'nosuch'
        ($records | Where-Object Outcome -eq NotRecoverable).Gap.Message | Should -Not -BeNullOrEmpty
        ($records | Where-Object { $_.PSObject.Properties['VerifiedOnInstance'] -and $_.Set }).Verification.Level | Should -Be 'L1'
    }

    It 'has all that is in it, to the statements of a plan' {
        $plan = $records | Where-Object { $_.PSObject.Properties['RestoredAs'] -and $_.Plan }
        $plan.Plan.Steps[0].Sql | Should -Match '^RESTORE DATABASE'
        $plan.Plan.Reached.UtcDateTime | Should -BeOfType [datetime]
    }
}

Describe 'A record that was kept by Export-Clixml' {
    It 'is shown as it was' {
        $catalog = $shop.Catalog
        $file = Join-Path $shop.Folder 'kept.xml'
        $live = @(Get-PosBackup $shop.Name @catalog) + @(Test-PosBackup $shop.Backups @catalog)
        $live | Export-Clixml $file
        $kept = @(Import-Clixml $file)
        $Error.Clear()
        $kept | ForEach-Object { Get-View $_ } | Should -Be ($live | ForEach-Object { Get-View $_ })
        $Error | Should -BeNullOrEmpty
    }
}
