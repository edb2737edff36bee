# The scripts of examples/powershell that run unattended, with cmdlets played by functions: what they ask for, and the exit code they end with.
BeforeAll {
    $examples = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'examples/powershell'
    if (-not (Get-Module PosBackupTests)) { Import-Module (Join-Path $PSScriptRoot 'Support/PosBackupTests.psm1') -Global }

    # Functions go before cmdlets; a script has a script scope of its own, so that what they share is global. Each does what the test has it do: gives results, writes errors, or throws.
    function Import-Module { if ($global:play.module) { throw $global:play.module } }
    function Invoke-Played([string] $Name, $Cmdlet, $Bound) {
        $global:asked += [pscustomobject]@{ Name = $Name; Bound = $Bound; IsPiped = $Cmdlet.MyInvocation.ExpectingInput }
        foreach ($act in @($global:play[$Name])) {
            if ($act -is [System.Management.Automation.ErrorRecord]) { $Cmdlet.WriteError($act) }
            elseif ($act -is [Exception]) { throw $act }
            elseif ($act) { [pscustomobject]@{ Database = 'Shop'; Outcome = $act; Message = $act } }
        }
    }

    function Backup-PosDatabase { [CmdletBinding(SupportsShouldProcess)] param($ServerInstance, $Database, $ExcludeDatabase, $Kind, $To, $Credential, [switch] $TrustServerCertificate) Invoke-Played backup $PSCmdlet $PSBoundParameters }
    function Sync-PosBackupRemote { [CmdletBinding(SupportsShouldProcess)] param([Parameter(ValueFromPipeline)] $Path, $Target) end { Invoke-Played sync $PSCmdlet $PSBoundParameters } }
    function Remove-ExpiredPosBackup { [CmdletBinding(SupportsShouldProcess)] param($MinimumFree) Invoke-Played expire $PSCmdlet $PSBoundParameters }
    function Test-PosRestore { [CmdletBinding(SupportsShouldProcess)] param($Database, $ServerInstance, $Credential, [switch] $TrustServerCertificate, $Rotation, $Moment, $Window, $Target, $AssertionPath) Invoke-Played drill $PSCmdlet $PSBoundParameters }

    function Get-PosBackup { param([Parameter(Position = 0)] $Database, $Path, $Target) }
    function Get-PosRestorePlan { [CmdletBinding()] param($Database, $At, $ServerInstance, $Credential, [switch] $TrustServerCertificate, $Path, $Target, $NewName) $global:asked += [pscustomobject]@{ Name = 'plan'; Bound = $PSBoundParameters }; if ($global:play.plan -is [scriptblock]) { & $global:play.plan $PSBoundParameters } else { $global:play.plan } }
    function Restore-PosDatabase { [CmdletBinding(SupportsShouldProcess)] param($Database, $At, $ServerInstance, $Credential, [switch] $TrustServerCertificate, $Path, $Target, $NewName, [switch] $Replace, $TailLog) Invoke-Played restore $PSCmdlet $PSBoundParameters }
    function Read-Host { $global:play.answer }
    function Write-Host { $global:told += "$args" }
    function Out-Host { }

    function New-Failure([string] $Text) { [System.Management.Automation.ErrorRecord]::new([Exception]::new($Text), 'Failed', 'NotSpecified', $null) }
}

AfterAll {
    Remove-Variable asked, play, told -Scope Global -ErrorAction SilentlyContinue
}

Describe 'nightly.ps1' {
    It 'ends with <Code> when <What>' -ForEach @(
        @{ Code = 0; What = 'all went well'; Backup = 'Succeeded'; Sync = 'Succeeded' }
        @{ Code = 1; What = 'every step failed'; Backup = 'down'; Sync = 'down' }
        @{ Code = 3; What = 'copies did not arrive'; Backup = 'Succeeded'; Sync = 'down' }
    ) {
        $global:asked = @()
        $act = { param($what) if ($what -eq 'down') { [InvalidOperationException]::new('nobody answers') } else { $what } }
        $global:play = @{ backup = & $act $Backup; sync = & $act $Sync; expire = if ($Code -eq 1) { New-Failure 'no catalog' }; drill = if ($Code -eq 1) { New-Failure 'no instance' } }

        $steps = @(& (Join-Path $examples 'nightly.ps1') -ServerInstance 'TILL' -Target hq)

        $LASTEXITCODE | Should -Be $Code
        $steps[0].Step | Should -Be 'backup'
        $steps[1].Step | Should -Be 'copies'
    }

    It 'takes lists as a schedule hands them over, and a login from a file' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded'; sync = 'Succeeded' }
        $file = Join-Path ([System.IO.Path]::GetTempPath()) "posbackup-$([guid]::NewGuid().ToString('n')).xml"
        [pscredential]::new('till', (ConvertTo-SecureString 'Pa55word' -AsPlainText -Force)) | Export-Clixml $file
        try {
            # As after -File, each list is one text.
            & (Join-Path $examples 'nightly.ps1') -Database 'Shop, Till' -Target 'hq,usb' -ExcludeDatabase 'a , b' -CredentialPath $file | Out-Null
        }
        finally {
            Remove-Item $file
        }

        $LASTEXITCODE | Should -Be 0
        $backup, $sync = foreach ($name in 'backup', 'sync') { ($global:asked | Where-Object Name -eq $name).Bound }
        $backup.Database | Should -Be 'Shop', 'Till'
        $backup.ExcludeDatabase | Should -Be 'a', 'b'
        $backup.Credential.UserName | Should -Be 'till'
        $sync.Target | Should -Be 'hq', 'usb'
    }

    It 'ends with 3, and says why, when a removal is refused' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded'; expire = New-Failure 'here: the clock has jumped'; drill = 'Passed' }

        $removal = & (Join-Path $examples 'nightly.ps1') | Where-Object Step -eq removal

        $LASTEXITCODE | Should -Be 3
        $removal.Failed | Should -Be 1
        $removal.Why | Should -BeLike 'here: the clock has jumped*'
    }

    It 'counts what a step did, and what failed in it, before it broke off' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded', (New-Failure 'no room'), [InvalidOperationException]::new('the engine is gone') }

        $backup = & (Join-Path $examples 'nightly.ps1') | Where-Object Step -eq backup

        $LASTEXITCODE | Should -Be 3
        $backup.Done | Should -Be 1
        $backup.Failed | Should -Be 2
        $backup.Why | Should -Match '^no room .*; the engine is gone'
    }

    It 'does nothing, and says why, with <What>' -ForEach @(
        @{ What = 'a login that cannot be read'; Given = @{ CredentialPath = '/nosuch/login.xml' }; Why = 'nosuch' }
        @{ What = 'a file that holds no login'; Given = @{ CredentialPath = 'no login' }; Why = 'holds no login' }
        @{ What = 'an empty path of the login'; Given = @{ CredentialPath = '' }; Why = '-CredentialPath names nothing' }
        @{ What = 'an empty target'; Given = @{ Target = '' }; Why = '-Target names nothing' }
        @{ What = 'an empty target in a list'; Given = @{ Target = 'hq, ' }; Why = '-Target names nothing' }
        @{ What = 'no module'; Given = @{}; Module = 'there is no module PosBackup'; Why = 'there is no module' }
    ) {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded'; sync = 'Succeeded'; module = $Module }
        $file = Join-Path ([System.IO.Path]::GetTempPath()) "posbackup-$([guid]::NewGuid().ToString('n')).xml"
        'a text' | Export-Clixml $file
        try {
            $given = @{} + $Given
            if ($given.CredentialPath -eq 'no login') { $given.CredentialPath = $file }
            $steps = @(& (Join-Path $examples 'nightly.ps1') @given)
        }
        finally {
            Remove-Item $file
        }

        $LASTEXITCODE | Should -Be 1
        $steps.Step | Should -Be 'begin'
        $steps.Failed | Should -Be 1
        $steps.Why | Should -Match $Why
        $global:asked | Should -BeNullOrEmpty
    }

    It 'takes nothing by position' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded' }

        { & (Join-Path $examples 'nightly.ps1') -Database Shop Till } | Should -Throw '*Till*'

        $global:asked | Should -BeNullOrEmpty
    }
}

Describe 'rmm.ps1' {
    It 'ships all, not only what was just backed up' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded'; sync = 'Succeeded' }

        & (Join-Path $examples 'rmm.ps1') -Target hq

        $LASTEXITCODE | Should -Be 0
        $sync = $global:asked | Where-Object Name -eq sync
        $sync.IsPiped | Should -BeFalse
        $sync.Bound.Keys | Should -Not -Contain 'Path'
    }

    It 'takes lists as an agent hands them over' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded'; sync = 'Succeeded' }

        & (Join-Path $examples 'rmm.ps1') -Database 'Shop, Till' -Target 'hq, usb'

        ($global:asked | Where-Object Name -eq backup).Bound.Database | Should -Be 'Shop', 'Till'
        ($global:asked | Where-Object Name -eq sync).Bound.Target | Should -Be 'hq', 'usb'
    }

    It 'ships what was missed also on a night without a backup' {
        $global:asked = @()
        $global:play = @{ backup = New-Failure 'no room'; sync = 'Succeeded' }

        & (Join-Path $examples 'rmm.ps1') -Target hq

        $LASTEXITCODE | Should -Be 1
        $global:asked.Name | Should -Contain 'sync'
    }

    It 'does not call a backup failed whose target is not defined' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded'; sync = [InvalidOperationException]::new('there is no target nosuch') }

        & (Join-Path $examples 'rmm.ps1') -Target nosuch

        $LASTEXITCODE | Should -Be 3
    }

    It 'does nothing when told <Line>, and says in one line that it could not begin' -ForEach @(
        @{ Line = '-Databse Shop'; Why = 'Databse' }
        @{ Line = '-Database Shop -Targett hq'; Why = 'Targett' }
        @{ Line = '-Database Shop Till'; Why = 'Till' }
        @{ Line = 'Shop'; Why = 'Shop' }
        @{ Line = '-Kind Fulll'; Why = 'Fulll.*Full,Differential,Log' }
        @{ Line = '-WhatIf'; Why = 'WhatIf' }
        @{ Line = '-Database Shop -Target'; Why = 'Target' }
        @{ Line = '-Target -Kind Full'; Why = 'Target' }
        @{ Line = "-Target ''"; Why = '-Target names nothing' }
        @{ Line = "-Target ','"; Why = '-Target names nothing' }
        @{ Line = "-Target 'hq, '"; Why = '-Target names nothing' }
        @{ Line = '-Target @()'; Why = '-Target names nothing' }
        @{ Line = "-Database ' '"; Why = '-Database names nothing' }
        @{ Line = "-To ''"; Why = '-To names nothing' }
        @{ Line = "-CredentialPath ''"; Why = '-CredentialPath names nothing' }
        @{ Line = "-ServerInstance ''"; Why = '-ServerInstance names nothing' }
    ) {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded'; sync = 'Succeeded' }
        $rmm = Join-Path $examples 'rmm.ps1'
        $screen, $told = [Console]::Out, [System.IO.StringWriter]::new()
        [Console]::SetOut($told)
        try { . ([scriptblock]::Create("& `$rmm $Line")) } finally { [Console]::SetOut($screen) }

        $LASTEXITCODE | Should -Be 2
        $global:asked | Should -BeNullOrEmpty
        "$told".TrimEnd() | Should -Match "\AFAILED .*$Why.*\z"
    }

    It 'says so too where an agent runs it as a file' {
        $said = Invoke-PowerShell (Join-Path $examples 'rmm.ps1') -Database Shop -Targett hq

        $LASTEXITCODE | Should -Be 2
        @($said) | Should -HaveCount 1
        $said | Should -Match '^FAILED .*Targett'
    }

    It 'backs up as another account under no circumstances' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded' }
        $file = Join-Path ([System.IO.Path]::GetTempPath()) "posbackup-$([guid]::NewGuid().ToString('n')).xml"
        'a text' | Export-Clixml $file
        try { & (Join-Path $examples 'rmm.ps1') -CredentialPath $file } finally { Remove-Item $file }

        $LASTEXITCODE | Should -Be 2
        $global:asked | Should -BeNullOrEmpty
    }

    It 'hands on all that it is told' {
        $global:asked = @()
        $global:play = @{ backup = 'Succeeded' }

        & (Join-Path $examples 'rmm.ps1') -ServerInstance TILL -Database Shop -To D:\bk -Kind Log -TrustServerCertificate

        $bound = $global:asked.Bound
        $bound.ServerInstance, $bound.Database, $bound.To, $bound.Kind, [bool]$bound.TrustServerCertificate | Should -Be TILL, Shop, D:\bk, Log, $true
    }
}

Describe 'restore-walkthrough.ps1' {
    BeforeEach {
        $global:asked = @()
        $global:told = @()
        $global:LASTEXITCODE = 0
        $walk = { param($at, $more) & (Join-Path $examples 'restore-walkthrough.ps1') -Database Shop -At $at @more }
        # Plans of a shop whose clock is eight hours ahead; there is the database that has its name already.
        $shop = {
            param($bound)
            $at = if ($bound.At -match '(Z|[+-]\d\d:\d\d)$') { $bound.At } else { "$($bound.At)+08:00" }
            if ($bound.NewName -eq $global:play.there) { [pscustomobject]@{ Outcome = 'Failed'; Code = 'DatabaseExists'; TargetState = 'Online'; Message = 'there is a database'; Hint = 'another name'; Plan = $null; Gap = $null } }
            else { [pscustomobject]@{ Outcome = 'Succeeded'; Code = 'None'; Plan = [pscustomobject]@{ Reached = [DateTimeOffset]::Parse($at, [cultureinfo]::InvariantCulture) }; Gap = $null } }
        }
        function Get-Asked([string] $Name) { @($global:asked | Where-Object Name -eq $Name) }
    }

    It 'looks at each moment in a database of its own, and changes nothing more without the name of the database' {
        $global:play = @{ plan = $shop; restore = 'Succeeded'; answer = '' }

        & $walk '2026-03-01 11:59:59' @{}
        & $walk '2026-03-01T11:30:00' @{}
        & $walk '2026-03-01T11:30:00' @{ NewName = 'Shop_old' }

        (Get-Asked restore).Bound.NewName | Should -Be 'Shop_look_20260301_035959Z', 'Shop_look_20260301_033000Z', 'Shop_old'
        (Get-Asked restore).Bound.Keys | Should -Not -Contain 'Replace'
    }

    It 'knows a moment by what it is, however it is written' {
        $global:play = @{ plan = $shop; restore = 'Succeeded'; answer = '' }

        '11:59:59', '11:59:59+08:00', '03:59:59Z', '11:59:59Z', '11:59:59-08:00', '11:59:59.0800' | ForEach-Object { & $walk "2026-03-01 $_" @{} }

        (Get-Asked restore).Bound.NewName -replace '^Shop_look_202603' | Should -Be (@('01_035959Z') * 3 + '01_115959Z', '01_195959Z', '01_035959_08Z')
    }

    It 'goes on with a moment that was looked at before, to the end, and with no other' {
        $global:play = @{ plan = $shop; restore = 'Succeeded'; answer = 'Shop'; there = 'Shop_look_20260301_035959Z' }

        & $walk '2026-03-01 11:59:59' @{}

        $LASTEXITCODE | Should -Be 0
        (Get-Asked restore).Bound.Replace | Should -BeTrue
        (Get-Asked restore).Bound.Keys | Should -Not -Contain 'NewName'
        "$global:told" | Should -Match '3\. Shop_look_20260301_035959Z is there already.*5\. Mend users'

        & $walk '2026-03-01 11:59:59Z' @{}

        (Get-Asked restore)[1].Bound.NewName | Should -Be 'Shop_look_20260301_115959Z'
    }

    It 'looks in a database of its own each time where the plan cannot tell the moment yet' {
        $global:play = @{ plan = [pscustomobject]@{ Outcome = 'Succeeded'; Code = 'None'; Plan = $null; Gap = $null }; restore = 'Succeeded'; answer = '' }

        1..2 | ForEach-Object { & $walk '2026-03-01 11:59:59' @{} }

        $names = (Get-Asked restore).Bound.NewName
        $names | Should -Match '^Shop_look_[0-9a-f]{8}$'
        $names[0] | Should -Not -Be $names[1]
    }

    It 'ends where a person does not go on to overwrite' {
        $global:play = @{ plan = $shop; restore = $null; answer = 'Shop'; there = 'Shop_look_20260301_035959Z' }

        & $walk '2026-03-01 11:59:59' @{}

        (Get-Asked restore).Bound.Replace | Should -BeTrue
        "$global:told" | Should -Match 'Shop stays as it is'
        "$global:told" | Should -Not -Match 'Mend users'
    }

    It 'takes nothing for looked at before that is in the middle of a restore' {
        $global:play = @{ plan = [pscustomobject]@{ Outcome = 'Failed'; Code = 'DatabaseExists'; TargetState = 'Restoring'; Message = 'it is in the middle of a restore'; Hint = 'finish that restore'; Gap = $null }; restore = 'Succeeded'; answer = 'Shop' }

        & $walk '2026-03-01 11:59:59' @{}

        $LASTEXITCODE | Should -Be 1
        "$global:told" | Should -Match 'in the middle of a restore.*finish that restore'
        Get-Asked restore | Should -BeNullOrEmpty
    }

    It 'says that the backups do not lead there where they do not, and of nothing else' {
        $global:play = @{ plan = [pscustomobject]@{ Outcome = 'NotRecoverable'; Code = 'ChainBroken'; Message = 'no log'; Hint = 'earlier'; Gap = $null } }
        & $walk '2026-03-01 11:59:59' @{}
        $LASTEXITCODE | Should -Be 1
        "$global:told" | Should -Match 'do not lead there: no log'

        $global:told = @()
        $global:play = @{ plan = [pscustomobject]@{ Outcome = 'Failed'; Code = 'DatabaseExists'; Message = 'there is a database'; Hint = 'another name'; Gap = $null } }
        & $walk '2026-03-01 11:59:59' @{ NewName = 'Shop_old' }
        $LASTEXITCODE | Should -Be 1
        "$global:told" | Should -Match 'there is a database'
        "$global:told" | Should -Not -Match 'do not lead'
        Get-Asked restore | Should -BeNullOrEmpty
    }
}
