. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Test-PosBackupTarget'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = 'Name'
    ByName  = 'Name'
    Impact  = 'None'
    Arrange = {
        param($shop)
        $targets = $shop.Targets
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        Register-PosBackupTarget gone (Join-Path $shop.Folder 'not-there') @targets | Out-Null
        @{ no = @{ TargetsPath = Join-Path $shop.Folder 'no.json' } }
    }
    Good    = 'Test-PosBackupTarget hq @targets'
    Changes = $false
    Nothing = '@() | Test-PosBackupTarget @targets'
    Bad     = 'Test-PosBackupTarget gone, hq @targets'
    Failure = @{ Id = 'TargetMisconfigured'; Category = 'InvalidData'; Target = '^gone$'; Action = '.'; Results = 2 }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $targets = $shop.Targets
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
}

Describe 'Test-PosBackupTarget' {
    It 'probes what Get-PosBackupTarget brings, and leaves nothing there' {
        $probe = Get-PosBackupTarget hq @targets | Test-PosBackupTarget @targets
        $probe.Passed | Should -BeTrue
        Get-Table $probe | Should -Match 'hq'
        Get-ChildItem $shop.Remote | Should -BeNullOrEmpty
    }

    It 'says of one that fails, after a result' {
        Register-PosBackupTarget gone (Join-Path $shop.Folder 'not-there') @targets | Out-Null
        $probes = Test-PosBackupTarget gone, hq @targets -ErrorAction SilentlyContinue -ErrorVariable failures

        ($probes | Where-Object Target -EQ hq).Passed | Should -BeTrue
        ($probes | Where-Object Target -EQ gone).Passed | Should -BeFalse
        $failures[0].TargetObject | Should -Be 'gone'
        $failures[0].CategoryInfo.Category | Should -Not -Be 'NotSpecified'
    }

    It 'asks the user for a secret that the target leaves to a person' {
        $server = [PosBackup.Pester.FtpDoor]::new()
        $session = New-UserSession
        try {
            Register-PosBackupTarget asked -Ftp 127.0.0.1 -Port $server.Port -UserName store -PasswordFrom prompt -Protection None -AllowPlaintext @targets -WarningAction SilentlyContinue | Out-Null
            $run = Invoke-As $session { param($targets) Test-PosBackupTarget asked @targets -Verbose } @(, $targets) -Answers 'Pr0mpted'
        }
        finally {
            $session.Runspace.Dispose()
            $server.Dispose()
        }

        $run.Asked | Should -HaveCount 1
        $run.Asked[0] | Should -Match 'asked'
        $server.Heard | Should -Contain 'PASS Pr0mpted'
        $run.Errors[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        "$($run | Format-List * -Force | Out-String) $($session.Screen.Shown)" | Should -Not -Match 'Pr0mpted'
    }
}
