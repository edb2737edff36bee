BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $targets = $shop.Targets
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
}

Describe 'Register-PosBackupTarget' {
    It 'defines a folder, and gives the target' {
        $target = Register-PosBackupTarget second "$($shop.Remote)-second" -Rate 512KB @targets
        $target.Name | Should -Be 'second'
        $target.Kind | Should -Be 'folder'
        Get-Table $target | Should -Match 'second +folder'
    }

    It 'touches nothing with -WhatIf' {
        $before = Get-Footprint $shop
        Register-PosBackupTarget third $shop.Remote @targets -WhatIf | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }

    It 'does not define a name anew without -Replace' {
        { Register-PosBackupTarget hq $shop.Remote @targets -ErrorAction Stop } | Should -Throw
        (Register-PosBackupTarget hq $shop.Remote -Replace @targets).Name | Should -Be 'hq'
    }

    It 'has one parameter set for each kind of target' {
        (Get-Command Register-PosBackupTarget).ParameterSets.Name | Sort-Object | Should -Be 'Folder', 'Ftp', 'Sftp'
        { Register-PosBackupTarget x -Sftp a -Ftp b @targets } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'keeps a password out of the file of targets, and in a file that only this account reads' {
        $credential = [pscredential]::new('store', (ConvertTo-SecureString 'Ftp-Pa55word' -AsPlainText -Force))
        Register-PosBackupTarget line -Ftp 127.0.0.1 -Port 1 -Credential $credential @targets -WarningAction SilentlyContinue | Out-Null

        Get-Content $targets.TargetsPath -Raw | Should -Not -Match 'Pa55word'
        $secret = Get-ChildItem (Join-Path $shop.Folder 'secrets')
        Get-Content $secret -Raw | Should -Match '^Ftp-Pa55word'
        if ($IsLinux) { $secret.UnixMode | Should -Be '-rw-------' }
    }
}

Describe 'Get-PosBackupTarget' {
    It 'lists by wildcard, and says which name is not there' {
        (Get-PosBackupTarget h* @targets).Name | Should -Be 'hq'
        $found = 'hq', 'nowhere' | Get-PosBackupTarget @targets -ErrorAction SilentlyContinue -ErrorVariable failures
        $found.Name | Should -Be 'hq'
        $failures[0].FullyQualifiedErrorId | Should -Be 'TargetNotFound,PosBackup.PowerShell.Commands.GetPosBackupTargetCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
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

Describe 'Unregister-PosBackupTarget' {
    It 'touches nothing with -WhatIf' {
        $before = Get-Footprint $shop
        Unregister-PosBackupTarget hq @targets -WhatIf
        Get-Footprint $shop | Should -Be $before
    }

    It 'removes each that the pipeline brings, says nothing without -PassThru, and goes on after a name that is not there' {
        Register-PosBackupTarget old "$($shop.Remote)-old" @targets | Out-Null
        'nowhere', 'old' | Unregister-PosBackupTarget @targets -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty

        $failures[0].TargetObject | Should -Be 'nowhere'
        (Get-PosBackupTarget @targets).Name | Should -Not -Contain 'old'
        (Unregister-PosBackupTarget hq -PassThru @targets).Name | Should -Be 'hq'
    }

    It 'removes the secret that was registered with it' {
        Unregister-PosBackupTarget line @targets
        Get-ChildItem (Join-Path $shop.Folder 'secrets') | Should -BeNullOrEmpty
    }
}
