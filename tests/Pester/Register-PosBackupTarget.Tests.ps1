. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Register-PosBackupTarget'
    Sets    = @{ Folder = 'Folder Name'; Ftp = 'Ftp Name'; Sftp = 'Name Sftp' }
    ByValue = ''
    ByName  = ''
    Missing = 'Register-PosBackupTarget second @targets'
    Wants   = 'Folder'
    Clash   = 'Register-PosBackupTarget second -Sftp a -Ftp b @targets'
    Impact  = 'Medium'
    Arrange = {
        param($shop)
        $targets = $shop.Targets
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        @{ no = @{ TargetsPath = Join-Path $shop.Folder 'no.json' } }
    }
    Good    = 'Register-PosBackupTarget second ($shop.Remote + 2) @targets'
    Warns   = 'Register-PosBackupTarget $("open$(Get-Random)") -Ftp 127.0.0.1 -Port 1 -RemotePath $("open$(Get-Random)") -PasswordFrom prompt -UserName store -Protection None -AllowPlaintext @targets'
    Warning = '.'
    Does    = 'Register-PosBackupTarget third $shop.Remote @targets'
    Asks    = 'Define \(folder .*target third'
    Bad     = 'Register-PosBackupTarget hq $shop.Remote @targets'
    Failure = @{ Id = 'InvalidOption'; Category = 'InvalidArgument'; Target = '^hq$'; Action = '-Replace'; Ends = $true }
}

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

    It 'does not define a name anew without -Replace' {
        { Register-PosBackupTarget hq $shop.Remote @targets -ErrorAction Stop } | Should -Throw
        (Register-PosBackupTarget hq $shop.Remote -Replace @targets).Name | Should -Be 'hq'
    }

    It 'takes days however they are told' {
        Register-PosBackupTarget span "$($shop.Remote)-span" -WholeWithin ([timespan]'14.00:00:00') @targets | Out-Null
        (Get-Content $targets.TargetsPath -Raw | ConvertFrom-Json).targets.Where{ $_.name -eq 'span' }.verify.wholeWithin | Should -Be '14d'
    }

    It 'takes a fraction of a second for a whole one' {
        Register-PosBackupTarget slow -Ftp 127.0.0.1 -Port 2 -PasswordFrom prompt -UserName store -ConnectTimeout ([timespan]'0:00:01.5') @targets -WarningAction SilentlyContinue | Out-Null
        (Get-Content $targets.TargetsPath -Raw | ConvertFrom-Json).targets.Where{ $_.name -eq 'slow' }.connectTimeout | Should -Be '2s'
    }

    It 'refuses what nothing would heed: <Why>' -ForEach @(
        @{ Why = '-ExpectedEvery is for -Volume'; Options = @{ Folder = 'unused'; ExpectedEvery = '3d' } }
        @{ Why = '-WholeWithin is in whole days, and 12h is not'; Options = @{ Folder = 'unused'; WholeWithin = '12h' } }
        @{ Why = '-ExpectedEvery is in whole days, and 36h is not'; Options = @{ Folder = 'unused'; Volume = 'stick A=label:A'; ExpectedEvery = '36h' } }
        @{ Why = '-JumpUserName is for -JumpHost'; Options = @{ Sftp = '127.0.0.1'; JumpUserName = 'store' } }
        @{ Why = '-Credential and -PasswordFrom give the same secret twice'; Options = @{ Ftp = '127.0.0.1'; PasswordFrom = 'env:X'; Credential = [pscredential]::new('store', (ConvertTo-SecureString 'Ftp-Pa55word' -AsPlainText -Force)) } }
    ) {
        $before = Get-Content $targets.TargetsPath -Raw
        { Register-PosBackupTarget refused @Options @targets } | Should -Throw "$Why*" -ErrorId 'InvalidOption,PosBackup.PowerShell.Commands.RegisterPosBackupTargetCommand'
        Get-Content $targets.TargetsPath -Raw | Should -Be $before
    }

    It 'tells how a login is named only of what has one: <Secret>' -ForEach @(
        @{ Secret = 'Credential'; Hint = 'leave one of them out; with -PasswordFrom a login is named by -UserName'; Options = @{ Ftp = '127.0.0.1'; PasswordFrom = 'env:X'; Credential = [pscredential]::new('store', (ConvertTo-SecureString 'Ftp-Pa55word' -AsPlainText -Force)) } }
        @{ Secret = 'Passphrase'; Hint = 'leave one of them out'; Options = @{ Sftp = '127.0.0.1'; PassphraseFrom = 'env:X'; Passphrase = ConvertTo-SecureString 'Key-Pa55word' -AsPlainText -Force } }
    ) {
        $refused = try { Register-PosBackupTarget refused @Options @targets } catch { $_ }
        $refused.ErrorDetails.RecommendedAction | Should -Be $Hint
    }

    It 'refuses before anybody is asked or warned: <Why>' -ForEach @(
        @{ Why = 'there is a target hq already'; Subject = 'hq'; Action = '-Replace'; Options = @{ Name = 'hq'; Sftp = '127.0.0.1'; Port = 1; UserName = 'x' } }
        @{ Why = '-Port is 0 and must be 1 to 65535'; Subject = '0'; Action = '.'; Options = @{ Name = 'new'; Sftp = '127.0.0.1'; Port = 0; UserName = 'x' } }
        @{ Why = 'this store is called 0042'; Subject = 'new'; Action = 'leave -Store out'; Options = @{ Name = 'new'; Sftp = '127.0.0.1'; Port = 1; UserName = 'x'; Store = '9999' } }
    ) {
        $before = Get-Content $targets.TargetsPath -Raw
        $refused = try { Register-PosBackupTarget @Options @targets -WarningVariable warnings -WarningAction SilentlyContinue } catch { $_ }
        $refused.FullyQualifiedErrorId | Should -Be 'InvalidOption,PosBackup.PowerShell.Commands.RegisterPosBackupTargetCommand'
        $refused.ErrorDetails.Message | Should -Match $Why
        $refused.ErrorDetails.RecommendedAction | Should -Match $Action
        "$($refused.TargetObject)" | Should -Be $Subject
        $warnings | Should -BeNullOrEmpty
        Get-Content $targets.TargetsPath -Raw | Should -Be $before
    }

    It 'says that it is defined, and trusts nothing yet, only of what is defined' {
        $made = Register-PosBackupTarget away -Sftp 127.0.0.1 -Port 1 -UserName x @targets -WarningVariable warnings -WarningAction SilentlyContinue
        $made.Name | Should -Be 'away'
        "$warnings" | Should -Match 'away is defined, and trusts nothing yet: .*-Replace'

        # What is wrong here, and not at the server, is no better when the server answers.
        Set-Content ($broken = Join-Path $shop.Folder 'broken.json') '{ nothing'
        $refused = try { Register-PosBackupTarget new -Sftp 127.0.0.1 -Port 1 -UserName x -TargetsPath $broken -WarningVariable warnings -WarningAction SilentlyContinue } catch { $_ }
        $refused.FullyQualifiedErrorId | Should -BeLike 'TargetFileInvalid,*'
        $warnings | Should -BeNullOrEmpty
        Unregister-PosBackupTarget away @targets
    }

    It 'names the parameter and the value of what is wrong in a definition: <Parameter>' -ForEach @(
        @{ Parameter = 'Volume'; Message = "-Volume is stick A=serial:zz and must be"; Options = @{ Folder = 'x'; Volume = 'stick A=serial:zz' } }
        @{ Parameter = 'Rate'; Message = '-Rate is 5 and must be'; Options = @{ Folder = (Get-Location).Path; Rate = 5 } }
        @{ Parameter = 'Blocks'; Message = '-Blocks is 0 and must be 1 to 1000'; Options = @{ Folder = (Get-Location).Path; Blocks = 0 } }
        @{ Parameter = 'CertificatePin'; Message = '-CertificatePin is zz and must be'; Options = @{ Ftp = 'x'; UserName = 'x'; PasswordFrom = 'prompt'; CertificatePin = 'zz' } }
        @{ Parameter = 'Ftp'; Message = '-Ftp is a/b and must be'; Options = @{ Ftp = 'a/b'; UserName = 'x'; PasswordFrom = 'prompt' } }
        @{ Parameter = 'UserName'; Message = '-UserName'; Options = @{ Sftp = 'x'; Trust = 'SHA256:x'; UserName = "a`nb" } }
    ) {
        $refused = try { Register-PosBackupTarget refused @Options @targets } catch { $_ }
        $refused.ErrorDetails.Message | Should -Match ([regex]::Escape($Message))
        $refused.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $refused.TargetObject | Should -Be @($Options[$Parameter])[0]
    }

    It 'keeps a password out of the file of targets, and in a file that only this account reads' {
        $credential = [pscredential]::new('store', (ConvertTo-SecureString 'Ftp-Pa55word' -AsPlainText -Force))
        Register-PosBackupTarget line -Ftp 127.0.0.1 -Port 1 -Credential $credential @targets -WarningAction SilentlyContinue | Out-Null

        Get-Content $targets.TargetsPath -Raw | Should -Not -Match 'Pa55word'
        $secret = Get-ChildItem (Join-Path $shop.Folder 'secrets')
        Get-Content $secret -Raw | Should -Match '^Ftp-Pa55word'
        if ($IsLinux) { $secret.UnixMode | Should -Be '-rw-------' }
    }

    It 'says that a secret is empty where none was kept before' {
        $fresh = New-Shop
        $its = $fresh.Targets
        $nothing = [pscredential]::new('store', [securestring]::new())
        { Register-PosBackupTarget line -Ftp 127.0.0.1 -Port 1 -Credential $nothing @its -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Throw '*empty*'
        Test-Path (Join-Path $fresh.Folder 'secrets') | Should -BeFalse
    }
}
