# Whom a target trusts: the question about a host key, its pin, a key that changed, and a server on the way. Against a real sshd.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support/SshServer.psm1')
    $isMissing = Test-SshMissing
}

Describe 'An SFTP target' -Skip:$isMissing {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
        Import-Module (Join-Path $PSScriptRoot 'Support/SshServer.psm1')
        $server = Start-SshServer
        $shop = New-Shop
        $targets = $shop.Targets
        $where = $shop.Catalog + $shop.Targets + $shop.State

        function Get-Login($Server) { @{ Sftp = '127.0.0.1'; Port = $Server.Port; UserName = $Server.UserName; IdentityFile = $Server.IdentityFile; RemotePath = $Server.Files } }
        function Invoke-Here([string] $Line, [string[]] $Answers) { Invoke-Line $Line @{ targets = $targets; where = $where; sftp = Get-Login $server; server = $server } $Answers }
    }

    AfterAll {
        Stop-SshServer $server
        Remove-Module SshServer
    }

    It 'is asked about with the fingerprint that the server shows, and one that a person denies gets no login' {
        $run = Invoke-Here 'Register-PosBackupTarget denied @sftp @targets' 'No'

        $run.Asked | Should -HaveCount 1
        $run.Asked[0] | Should -Match ([regex]::Escape($server.Fingerprint))
        $run.Asked[0] | Should -Match 'Compare it with what the operator of the server tells'
        $run.Output.Fingerprints | Should -BeNullOrEmpty
        $run.Output.Trust | Should -Be 'Unknown'

        $probe = Invoke-Here 'Test-PosBackupTarget denied @targets'
        $probe.Output.Passed | Should -BeFalse
        $probe.Errors[0].FullyQualifiedErrorId | Should -Match '^HostNotTrusted,'
        $probe.Errors[0].CategoryInfo.Category | Should -Be 'SecurityError'
        $probe.Errors[0].ErrorDetails.RecommendedAction | Should -Match 'Register-PosBackupTarget'
        Unregister-PosBackupTarget denied @targets
    }

    It 'is pinned with Yes, works, and takes backups' {
        $run = Invoke-Here 'Register-PosBackupTarget hq @sftp @targets' 'Yes'
        $run.Output.Trust | Should -Be 'Pinned'
        $run.Output.Fingerprints | Should -Be $server.Fingerprint

        (Test-PosBackupTarget hq @targets).Passed | Should -BeTrue
        $instance = $shop.Instance
        $copy = Backup-PosDatabase $shop.Name @instance -To $shop.Backups | Sync-PosBackupRemote -Target hq @where
        $copy.Outcome | Should -Be 'Succeeded'
        (Get-FileHash (Join-Path $server.Files $copy.TargetPath)).Hash | Should -Be (Get-FileHash $copy.File).Hash
    }

    It 'is not asked about again while the server shows the same key' {
        $run = Invoke-Here 'Register-PosBackupTarget hq @sftp -Replace @targets'
        $run.Asked | Should -BeNullOrEmpty
        $run.Output.Fingerprints | Should -Be $server.Fingerprint
    }

    It 'is pinned without a question by a fingerprint from elsewhere, and refused by a wrong one' {
        Unregister-PosBackupTarget hq @targets
        $wrong = Invoke-Here 'Register-PosBackupTarget hq @sftp @targets -Trust "SHA256:$("A" * 43)"'
        $wrong.Asked | Should -BeNullOrEmpty
        $wrong.Output | Should -BeNullOrEmpty
        $wrong.Errors[0].FullyQualifiedErrorId | Should -Match '^HostNotTrusted,'
        Get-PosBackupTarget @targets | Should -BeNullOrEmpty

        $right = Invoke-Here 'Register-PosBackupTarget hq @sftp @targets -Trust $server.Fingerprint'
        $right.Asked | Should -BeNullOrEmpty
        $right.Output.Fingerprints | Should -Be $server.Fingerprint
    }

    It 'gets no login any more when the server shows another key, and the question says so' {
        $before = $server.Fingerprint
        Reset-SshHostKey $server
        $server.Fingerprint | Should -Not -Be $before

        (Invoke-Here 'Test-PosBackupTarget hq @targets').Errors[0].FullyQualifiedErrorId | Should -Match '^HostNotTrusted,'
        $denied = Invoke-Here 'Register-PosBackupTarget hq @sftp -Replace @targets' 'No'
        $denied.Asked[0] | Should -Match 'not what was pinned before'
        $denied.Output.Fingerprints | Should -Be $before

        $allowed = Invoke-Here 'Register-PosBackupTarget hq @sftp -Replace @targets' 'Yes'
        $allowed.Output.Fingerprints | Should -Be $server.Fingerprint
        (Test-PosBackupTarget hq @targets).Passed | Should -BeTrue
    }

    It 'is asked about the server on the way alone, and told how to get the key behind it' {
        $line = 'Register-PosBackupTarget far @sftp @targets -JumpHost 127.0.0.1 -JumpPort $server.Port -JumpUserName $server.UserName -JumpIdentityFile $server.IdentityFile'
        $variables = @{ targets = $targets; server = $server; sftp = Get-Login $server }
        $variables.sftp.RemotePath += '/far'
        $run = Invoke-Line $line $variables 'Yes'
        $run.Asked | Should -HaveCount 1
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -HaveCount 1
        "$($run.Warnings)" | Should -Match "host key of 127.0.0.1 is not trusted yet.*ssh-keyscan -p $($server.Port) 127.0.0.1 on the jump host.* -HostKey '"
        "$($run.Warnings)" | Should -Not -Match 'trusts nothing yet|hostKeys|--'

        # As the warning says: the key from elsewhere, and nothing is left to ask or to warn of.
        $key = ((Get-Content (Join-Path $server.Folder 'host_key.pub')) -split ' ')[0..1] -join ' '
        $known = Invoke-Line "$line -HostKey `$key -Replace" ($variables + @{ key = $key })
        $known.Asked + $known.Warnings + $known.Errors | Should -BeNullOrEmpty
        Unregister-PosBackupTarget far @targets
    }

    It 'is refused a fingerprint of the server behind, and told the same' {
        $run = Invoke-Here 'Register-PosBackupTarget far @sftp @targets -JumpHost 127.0.0.1 -JumpPort $server.Port -JumpUserName $server.UserName -JumpIdentityFile $server.IdentityFile -JumpTrust $server.Fingerprint -Trust $server.Fingerprint'
        $run.Output | Should -BeNullOrEmpty
        $run.Errors[0].FullyQualifiedErrorId | Should -Match '^TargetMisconfigured,'
        $run.Errors[0].ErrorDetails.RecommendedAction | Should -Match "on the jump host.* -HostKey '"
    }

    It 'is asked for neither with -WhatIf, which does not even look at the server' {
        $server.Process.HasExited | Should -BeFalse
        $run = Invoke-Here 'Register-PosBackupTarget other @sftp @targets -WhatIf'
        $run.Asked + $run.Errors + $run.Warnings | Should -BeNullOrEmpty
        (Get-PosBackupTarget @targets).Name | Should -Be 'hq'
    }

    It 'is defined and trusts nothing where nobody can be asked, with a warning that says how to go on' {
        $script = Join-Path $TestDrive 'unattended.ps1'
        Set-Content $script 'param($Module, $Targets, $Port, $Key, $Path)
            Import-Module $Module
            $warnings = @()
            $target = Register-PosBackupTarget alone -Sftp 127.0.0.1 -Port $Port -UserName somebody -IdentityFile $Key -RemotePath $Path -TargetsPath $Targets -WarningVariable warnings -WarningAction SilentlyContinue
            "$($target.Trust): $warnings"'
        $said = Invoke-PowerShell $script ((Get-Module PosBackup).Path -replace '[^/\\]+$', 'PosBackup.psd1') $targets.TargetsPath $server.Port $server.IdentityFile $server.Files
        $said | Should -Match "^Unknown: .*trusts nothing yet.*-Trust $([regex]::Escape($server.Fingerprint))"
    }
}
