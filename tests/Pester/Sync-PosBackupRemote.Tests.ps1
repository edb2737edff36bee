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

    It 'touches nothing with -WhatIf' {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        $before = Get-Footprint $shop
        Sync-PosBackupRemote -Target hq @where -WhatIf | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'asks about each file and target, and sends what was answered with Yes' {
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

    It 'says of a target that is not defined' {
        { Sync-PosBackupRemote -Target nowhere @where -ErrorAction Stop } | Should -Throw -ErrorId 'TargetNotFound,*'
        $Error[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}

Describe 'Get-PosBackup -Target' {
    It 'lists what lies there without the catalog' {
        $listed = Get-PosBackup -Target hq @targets
        $listed.Database | Select-Object -Unique | Should -Be $shop.Name
        $listed[0].Source | Should -Be 'Target'
    }
}

Describe 'Restore-PosDatabase -Target' {
    It 'restores from the copies alone' {
        $copy = "$($shop.Name)_remote"
        $options = $shop.Instance.Clone()
        $options.CatalogPath = Join-Path $shop.Folder 'empty.db'
        $options += $shop.Targets + $shop.State
        $report = Restore-PosDatabase $shop.Name -Latest -Target hq -Staging (Join-Path $shop.Folder 'staging') -NewName $copy @options -WarningAction SilentlyContinue

        $report.Outcome | Should -Be 'Succeeded'
        Get-Receipt $copy | Should -Be '1'
    }
}
