# What is worth a warning is given once, and in the words of PowerShell.
BeforeAll {
    . "$PSScriptRoot/Support/Setup.ps1"
    $shop = New-Shop
    $instance, $catalog, $targets, $state = $shop.Instance, $shop.Catalog, $shop.Targets, $shop.State
    Register-PosBackupTarget -Name drive -Folder $shop.Remote @targets
}

Describe 'A full that was missed' {
    It 'is a warning once when only the log after it is piped, and nothing any more when all was shipped' {
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
        Add-Receipt $shop 2
        $log = Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Kind Log

        $copies = $log | Sync-PosBackupRemote -Target drive @catalog @targets @state -WarningVariable told -WarningAction SilentlyContinue
        $copies.Outcome | Should -Be 'Succeeded'
        @($told -match 'cannot be restored from drive').Count | Should -Be 1
        $told -match 'cannot be restored' | Should -Match 'Sync-PosBackupRemote'

        Sync-PosBackupRemote -Target drive @catalog @targets @state -WarningVariable told -WarningAction SilentlyContinue | Out-Null
        $told -match 'cannot be restored' | Should -BeNullOrEmpty
    }
}

Describe 'A file of targets that everybody may write' {
    It 'is a warning once, though plan and run both find it' -Skip:($IsWindows) {
        chmod o+w $targets.TargetsPath
        Add-Receipt $shop 3
        Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Kind Log | Out-Null

        Sync-PosBackupRemote -Target drive @catalog @targets @state -WarningVariable told -WarningAction SilentlyContinue | Out-Null
        @($told -match 'everybody on this machine may write').Count | Should -Be 1
    }
}
