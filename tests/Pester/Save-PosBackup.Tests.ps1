. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Save-PosBackup'
    Sets    = @{ Latest = 'Database To'; Set = 'Database SetGuid To'; Time = 'At Database To' }
    ByValue = ''
    ByName  = 'Database SetGuid Store Target'
    Missing = 'Save-PosBackup $shop.Name @targets'
    Wants   = 'To'
    Clash   = 'Save-PosBackup $shop.Name -Latest -At 2026-01-01T00:00:00 -To $folder @targets'
    Impact  = 'Medium'
    Arrange = {
        param($shop)
        $instance = $shop.Instance
        $targets = $shop.Targets
        $where = $shop.Catalog + $shop.Targets + $shop.State
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Sync-PosBackupRemote -Target hq @where | Out-Null
        @{ folder = Join-Path $shop.Folder 'saved'; other = Join-Path $shop.Folder 'other' }
    }
    Good    = 'Save-PosBackup $shop.Name -To $folder @targets'
    Verbose = 'at hq \(\d+ bytes\) would go to'
    Nothing = '@() | Save-PosBackup -To $folder @targets'
    Does    = 'Save-PosBackup $shop.Name -To $other @targets'
    Asks    = 'Fetch and prove.*1 media file '
    Bad     = 'Save-PosBackup $shop.Name -At 2001-01-01T00:00:00 -To $other @targets'
    Failure = @{ Id = 'ChainBroken'; Category = 'InvalidResult'; Target = '.'; Action = 'target object' }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $catalog = $shop.Catalog
    $targets = $shop.Targets
    $where = $shop.Catalog + $shop.Targets + $shop.State
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
    $first = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
    $second = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
    Sync-PosBackupRemote -Target hq @where | Out-Null
    $folder = Join-Path $shop.Folder 'rescue'
}

Describe 'Save-PosBackup' {
    It 'takes each set of the pipeline by its SetGuid, and not the newest moment of its database' {
        $files = Get-PosBackup $shop.Name @catalog | Sort-Object FinishedAt | ForEach-Object { , ($_ | Save-PosBackup -To (Join-Path $folder $_.SetGuid) @targets) }
        $files.Outcome | Select-Object -Unique | Should -Be 'Succeeded'
        # Two sets of one second have no order.
        ($files | Get-FileHash -LiteralPath { $_.File }).Hash | Sort-Object | Should -Be ($first, $second | ForEach-Object { (Get-FileHash $_.Path[0]).Hash } | Sort-Object)
    }

    It 'fetches what is not here, proven, and not twice; Test-PosBackup takes it' {
        $file = Save-PosBackup $shop.Name -Target hq -To $folder @targets
        $file.Outcome | Should -Be 'Succeeded'
        (Get-FileHash $file.File).Hash | Should -Be (Get-FileHash $second.Path[0]).Hash
        (Save-PosBackup $shop.Name -To $folder @targets).WasHere | Should -BeTrue
        ($file | Test-PosBackup @catalog).Verdict | Should -Be 'Intact'
        Get-Table $file | Should -Match 'hq +Succeeded'
    }

    It 'asks once, and fetches nothing after No' {
        $elsewhere = Join-Path $shop.Folder 'elsewhere'
        $run = Invoke-Line 'Save-PosBackup $name -To $elsewhere @targets -Confirm' @{ name = $shop.Name; elsewhere = $elsewhere; targets = $targets } 'No'
        $run.Asked | Should -HaveCount 1
        $run.Output | Should -BeNullOrEmpty
        Test-Path $elsewhere | Should -BeFalse
    }

    It 'is an error with the moments that can be had where no files lead' {
        Save-PosBackup $shop.Name -At '2001-01-01 00:00:00' -To $folder @targets -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures[0].TargetObject.After | Should -Not -BeNullOrEmpty
    }
}
