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

    It 'keeps a password out of the file of targets, and in a file that only this account reads' {
        $credential = [pscredential]::new('store', (ConvertTo-SecureString 'Ftp-Pa55word' -AsPlainText -Force))
        Register-PosBackupTarget line -Ftp 127.0.0.1 -Port 1 -Credential $credential @targets -WarningAction SilentlyContinue | Out-Null

        Get-Content $targets.TargetsPath -Raw | Should -Not -Match 'Pa55word'
        $secret = Get-ChildItem (Join-Path $shop.Folder 'secrets')
        Get-Content $secret -Raw | Should -Match '^Ftp-Pa55word'
        if ($IsLinux) { $secret.UnixMode | Should -Be '-rw-------' }
    }
}
