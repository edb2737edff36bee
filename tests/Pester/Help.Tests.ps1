# The help of the packed module beyond its cmdlets, whose help each of their files looks at. The pages themselves are compared with the cmdlets by tests/PosBackup.ModuleBuilder.Tests.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
}

Describe 'about_PosBackup' {
    It 'is in the language of the session: <_>' -ForEach 'en-US', 'zh-CN', 'zh-Hans', 'zh-SG' {
        $text = Get-HelpIn $_ about_PosBackup | Out-String
        $text | Should -Match 'Backup-PosDatabase'
        ($text -match '\p{IsCJKUnifiedIdeographs}') | Should -Be ($_ -like 'zh-*')
    }
}

Describe 'A culture without help of its own' {
    It 'has the English one: <_>' -ForEach 'de-DE', '' {
        (Get-HelpIn $_ Backup-PosDatabase).Synopsis | Should -Match '^[A-Z][ -~]*\.$'
    }
}

Describe 'Each cmdlet' {
    It 'has a file of tests of its own' {
        (Get-Module PosBackup).ExportedCmdlets.Keys | Where-Object { -not (Test-Path (Join-Path $PSScriptRoot "$_.Tests.ps1")) } | Should -BeNullOrEmpty
    }
}
