BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $instance, $targets, $state, $catalog = $shop.Instance, $shop.Targets, $shop.State, $shop.Catalog
    $here = $catalog + $targets + $state
    $at = $instance + $targets + $state
    $retention = $here + @{ PolicyPath = Join-Path $shop.Folder 'retention.json' }
    Set-Content $retention.PolicyPath '{ "schema": 1, "policy": { "keepLast": 1 } }'
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
    Register-PosBackupTarget gone (Join-Path $shop.Folder 'nowhere') @targets | Out-Null
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null

    # The one error of a line, which ends or does not.
    function Get-Failure([scriptblock] $Script) {
        $failures = try { & $Script 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } } catch { $_ }
        @($failures)[0]
    }
}

Describe 'The target object of an error' {
    It 'is the value of an option that is refused: <Line>' -ForEach @(
        @{ Line = 'Backup-PosDatabase $shop.Name @instance -Parallelism 99'; Value = 99; Says = '-Parallelism 99' }
        @{ Line = 'Backup-PosDatabase $shop.Name @instance -Stripes 65'; Value = 65; Says = '-Stripes 65' }
        @{ Line = 'Backup-PosDatabase $shop.Name @instance -BlockSize 1000'; Value = 1000; Says = '-BlockSize 1000' }
        @{ Line = 'Backup-PosDatabase $shop.Name @instance -SetName ("n" * 129)'; Value = 'n' * 129; Says = '-SetName has 129' }
        @{ Line = 'Backup-PosDatabase $shop.Name @instance -StallTimeout 1s'; Value = [timespan]'0:00:01'; Says = '-StallTimeout 00:00:01' }
        @{ Line = 'Sync-PosBackupRemote @here -Parallelism 99'; Value = 99; Says = '99' }
        @{ Line = 'Get-PosRetentionPlan @retention -KeepLast -1'; Value = -1; Says = '-KeepLast' }
        @{ Line = 'Get-PosRetentionPlan @retention -KeepLast 1 -TimeZone Mars'; Value = 'Mars'; Says = '-TimeZone .*: Mars$' }
        @{ Line = 'Get-PosRestorePlan $shop.Name -Latest @at -TimeZone Mars'; Value = 'Mars'; Says = '-TimeZone .*: Mars$' }
        @{ Line = 'Get-PosRestorePlan $shop.Name @at -Lsn x'; Value = 'x'; Says = '-Lsn is no LSN: x$' }
        @{ Line = 'Test-PosRestore $shop.Name @at -Window 1d -Moment Latest'; Value = [timespan]'1.00:00:00'; Says = '-Window is for -Moment' }
        @{ Line = 'Test-PosRestore $shop.Name @at -Seed 5 -Moment Latest'; Value = 5; Says = '-Seed is for -Moment' }
        @{ Line = 'Get-PosRestorePlan $shop.Name -Latest @at -Store 0009'; Value = '0009'; Says = '-Store is for -Target' }
        @{ Line = 'Backup-PosDatabase $shop.Name @instance -EncryptionAlgorithm Aes128'; Value = 'Aes128'; Says = '-EncryptionAlgorithm is for -EncryptionCertificate' }
        @{ Line = 'Test-PosBackup $shop.Backups -Quick -Parallelism 2'; Value = 2; Says = '-Quick and -Parallelism exclude' }
    ) {
        $failure = Get-Failure ([scriptblock]::Create($Line))
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidOption,*'
        $failure.TargetObject | Should -Be $Value
        $failure.ErrorDetails.Message | Should -Match $Says
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'is what is not found, not trusted, or not to be read: <Line>' -ForEach @(
        @{ Line = 'Test-PosRestore $shop.Name -Target nosuch @at'; Id = 'TargetNotFound'; Value = 'nosuch' }
        @{ Line = 'Get-PosRestorePlan $shop.Name -Latest -Target hq, nosuch @at'; Id = 'TargetNotFound'; Value = 'nosuch' }
        @{ Line = 'Restore-PosDatabase $shop.Name -Latest -Target nosuch @at'; Id = 'TargetNotFound'; Value = 'nosuch' }
        @{ Line = 'Save-PosBackup $shop.Name -Latest -Target nosuch -To $shop.Folder @targets'; Id = 'TargetNotFound'; Value = 'nosuch' }
        @{ Line = 'Get-PosRestorePlan $shop.Name -Latest -Target gone @at'; Id = 'TargetMisconfigured'; Value = 'gone' }
        @{ Line = 'Remove-ExpiredPosBackup -Database nosuch -KeepLast 1 -Force @retention'; Id = 'DatabaseNotFound'; Value = 'nosuch' }
        @{ Line = 'Test-PosRestore $shop.Name -AssertionPath /nosuch.json @at'; Id = 'FileAccess'; Value = '/nosuch.json' }
        @{ Line = 'Get-PosRestorePlan $shop.Name -Latest @state -CatalogPath $catalog.CatalogPath -ServerInstance "127.0.0.1,1" -ConnectTimeout 1s'; Id = 'InstanceUnavailable'; Value = '127.0.0.1,1' }
    ) {
        $failure = Get-Failure ([scriptblock]::Create($Line))
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failure.TargetObject | Should -Be $Value
    }

    It 'is never the secret that stands at the wrong place' {
        $failure = Get-Failure { Register-PosBackupTarget new -Ftp 127.0.0.1 -UserName x -PasswordFrom 'S3cret-word' @targets }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidOption,*'
        "$($failure.TargetObject)$($failure.ErrorDetails.Message)" | Should -Not -Match 'S3cret'
    }
}

Describe 'What to do about an error' {
    It 'is told in parameters: <Line>' -ForEach @(
        @{ Line = 'Restore-PosDatabase $shop.Name -Latest -Replace -Force @at'; Action = '-TailLog Take' }
        @{ Line = 'Get-PosRestorePlan $shop.Name -Latest -StandbyFile /undo.dat @at'; Action = '-Finish Standby' }
        @{ Line = 'Register-PosBackupTarget plain -Ftp 127.0.0.1 -UserName x -PasswordFrom prompt -Protection None @targets'; Action = 'leave -Protection out' }
    ) {
        $failure = Get-Failure ([scriptblock]::Create($Line))
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidOption,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match $Action
    }
}
