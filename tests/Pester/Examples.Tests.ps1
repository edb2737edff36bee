# The scripts of examples/powershell that run unattended, with cmdlets played by functions: what they ask for, and the exit code they end with.
BeforeAll {
    $examples = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'examples/powershell'

    # Functions go before cmdlets; a script has a script scope of its own, so that what they share is global. Each does what the test has it do: gives results, writes errors, or throws.
    function Import-Module { }
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

    function New-Failure([string] $Text) { [System.Management.Automation.ErrorRecord]::new([Exception]::new($Text), 'Failed', 'NotSpecified', $null) }
}

AfterAll {
    Remove-Variable asked, play -Scope Global -ErrorAction SilentlyContinue
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
}
