# What Tab completes when files are named relative to where the user is, which the engine does not know.
BeforeAll {
    . "$PSScriptRoot/Support/Setup.ps1"
    $shop = New-Shop
    $instance, $targets = $shop.Instance, $shop.Targets
    Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Out-Null
    Register-PosBackupTarget -Name drive -Folder $shop.Remote @targets

    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
}

Describe 'Completion beside a relative path' {
    BeforeAll { Push-Location $shop.Folder }
    AfterAll { Pop-Location }

    It 'knows the databases of the catalog' {
        Complete 'Get-PosBackup -CatalogPath ./catalog.db -Database Sh' | Should -Contain $shop.Name
    }

    It 'knows the instances of the catalog' {
        Complete 'Test-PosRestore x -CatalogPath catalog.db -SourceInstance ' | Should -Not -BeNullOrEmpty
    }

    It 'knows the targets of the file' {
        Complete 'Test-PosBackupTarget -TargetsPath ./targets.json -Name d' | Should -Contain 'drive'
    }

    It 'is silent about a drive that is not there' {
        Complete 'Test-PosBackupTarget -TargetsPath nosuch:/targets.json -Name d' | Should -Not -Contain 'drive'
    }
}
