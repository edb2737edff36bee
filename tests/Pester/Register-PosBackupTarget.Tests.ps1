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
