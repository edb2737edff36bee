. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Test-PosBackup'
    Sets    = @{ '__AllParameterSets' = 'Path' }
    ByValue = 'Path'
    ByName  = 'Path Target'
    Missing = 'Test-PosBackup @catalog'
    Wants   = 'Path'
    Impact  = 'None'
    Arrange = {
        param($shop)
        $instance = $shop.Instance
        @{ file = (Backup-PosDatabase $shop.Name @instance -To $shop.Backups).Path }
    }
    Good    = 'Test-PosBackup $file @catalog'
    Changes = $false
    Nothing = '@() | Test-PosBackup @catalog'
    Bad     = 'Test-PosBackup (Join-Path $shop.Folder gone.bak), $file[0] @catalog'
    Failure = @{ Id = 'FileAccess'; Category = 'OpenError'; Target = 'gone\.bak$'; Action = '.'; Results = 2 }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance = $shop.Instance
    $catalog = $shop.Catalog
    $taken = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Kind Log | Out-Null
}

Describe 'Test-PosBackup' {
    It 'proves every file that the pipeline brings, and says nothing is wrong with a sound one' {
        $media = Get-PosBackup $shop.Name @catalog | Test-PosBackup @catalog
        $media.Verdict | Should -Be 'Intact', 'Intact'
        Get-Table $media | Should -Match 'intact'
        Get-PosBackup $shop.Name @catalog | Test-PosBackup @catalog | Where-Object Verdict -NE intact | Should -BeNullOrEmpty
    }

    It 'takes the files of a result, of a set, and of the steps of a plan' {
        ($taken.Files | Test-PosBackup @catalog).File | Should -Be $taken.Path
        $sets = Get-PosBackup $shop.Name @catalog
        ($sets.MediaFiles | Test-PosBackup @catalog).Verdict | Should -Be 'Intact', 'Intact'
        $plan = Get-PosRestorePlan $shop.Name -Latest -NewName "$($shop.Name)_plan" @instance
        ($plan.Plan.Steps.Files | Test-PosBackup @catalog).File | Should -Be $plan.Plan.Steps.Files.File
    }

    It 'says of a file at a target where it lies' {
        $targets = $shop.Targets
        $ship = $shop.Catalog + $shop.Targets + $shop.State
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        Sync-PosBackupRemote -Target hq @ship | Out-Null
        (Get-PosBackup -Target hq @targets)[0].MediaFiles | Test-PosBackup @catalog -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        "$($failures[0])" | Should -Match 'lies at hq, not here'
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

    It 'takes silence for no proof: a folder without a backup is an error' {
        $empty = (New-Item (Join-Path $shop.Folder 'not-mounted') -ItemType Directory).FullName
        Test-PosBackup $empty @catalog -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'BackupSetNotFound,PosBackup.PowerShell.Commands.TestPosBackupCommand'
        $failures[0].TargetObject | Should -Be $empty

        (Test-PosBackup $empty, $shop.Backups @catalog -ErrorAction SilentlyContinue -ErrorVariable failures).Verdict | Select-Object -Unique | Should -Be 'Intact'
        $failures.TargetObject | Should -Be $empty
        Test-PosBackup (Join-Path $shop.Backups '*.json') @catalog -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        "$failures" | Should -Match 'is backup media: .*\.json and 1 more'
    }

    It 'tells a file that never was a backup from a damaged one' {
        $readme = Join-Path $shop.Folder 'readme.bak'
        Set-Content $readme 'I am no backup.'
        Test-PosBackup $readme @catalog -ErrorAction SilentlyContinue -ErrorVariable failures | Out-Null
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Match '^MediaMismatch,'
        $failures[0].ErrorDetails.RecommendedAction | Should -Match 'leave it out'
    }
}
