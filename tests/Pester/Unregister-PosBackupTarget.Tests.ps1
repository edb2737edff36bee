. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Unregister-PosBackupTarget'
    Sets    = @{ '__AllParameterSets' = 'Name' }
    ByValue = 'Name'
    ByName  = 'Name'
    Missing = 'Unregister-PosBackupTarget @targets'
    Wants   = 'Name'
    Impact  = 'Medium'
    Arrange = {
        param($shop)
        $targets = $shop.Targets
        Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
        @{ no = @{ TargetsPath = Join-Path $shop.Folder 'no.json' } }
    }
    Good    = 'Register-PosBackupTarget old ($shop.Remote + 2) @targets | Unregister-PosBackupTarget @targets -PassThru'
    Nothing = '@() | Unregister-PosBackupTarget @targets'
    Does    = 'Unregister-PosBackupTarget hq @targets'
    Asks    = 'Remove the definition; the copies there stay.*target hq'
    Bad     = 'Unregister-PosBackupTarget nowhere @targets'
    Failure = @{ Id = 'TargetNotFound'; Category = 'ObjectNotFound'; Target = '^nowhere$'; Action = 'there are hq' }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $targets = $shop.Targets
    Register-PosBackupTarget hq $shop.Remote @targets | Out-Null
}

Describe 'Unregister-PosBackupTarget' {
    It 'removes each that the pipeline brings, says nothing without -PassThru, and goes on after a name that is not there' {
        Register-PosBackupTarget old "$($shop.Remote)-old" @targets | Out-Null
        'nowhere', 'old' | Unregister-PosBackupTarget @targets -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty

        $failures[0].TargetObject | Should -Be 'nowhere'
        (Get-PosBackupTarget @targets).Name | Should -Not -Contain 'old'
        (Unregister-PosBackupTarget hq -PassThru @targets).Name | Should -Be 'hq'
    }

    It 'removes the secret that was registered with it' {
        $credential = [pscredential]::new('store', (ConvertTo-SecureString 'Ftp-Pa55word' -AsPlainText -Force))
        Register-PosBackupTarget line -Ftp 127.0.0.1 -Port 1 -Credential $credential @targets -WarningAction SilentlyContinue | Out-Null
        Get-ChildItem (Join-Path $shop.Folder 'secrets') | Should -HaveCount 1

        Unregister-PosBackupTarget line @targets
        Get-ChildItem (Join-Path $shop.Folder 'secrets') | Should -BeNullOrEmpty
    }
}
