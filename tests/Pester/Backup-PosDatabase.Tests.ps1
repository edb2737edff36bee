. (Join-Path $PSScriptRoot 'Support/CmdletContract.ps1') @{
    Cmdlet  = 'Backup-PosDatabase'
    Sets    = @{ '__AllParameterSets' = '' }
    ByValue = 'Database'
    ByName  = 'Database'
    Impact  = 'Medium'
    Good    = 'Backup-PosDatabase $shop.Name @instance -To $shop.Backups'
    Verbose = 'Back up \(Full\) to'
    Nothing = '@() | Backup-PosDatabase @instance -To $shop.Backups'
    Does    = 'Backup-PosDatabase $shop.Name @instance -To $shop.Backups'
    Asks    = 'Back up \(Full\) to .*target .database Shop\w+ of '
    Arrange = {
        $simple = New-Shop
        Invoke-Sql "ALTER DATABASE [$($simple.Name)] SET RECOVERY SIMPLE" | Out-Null
        @{ simple = $simple }
    }
    Warns   = 'Backup-PosDatabase $simple.Name @instance -To $simple.Backups -Kind Log'
    Warning = 'has the simple recovery model, which keeps no log: a differential is taken instead'
    Bad     = 'Backup-PosDatabase NoSuchShop, $shop.Name @instance -To $shop.Backups'
    Failure = @{ Id = 'DatabaseNotFound'; Category = 'ObjectNotFound'; Target = '^NoSuchShop$'; Action = '.'; Results = 2 }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
    $shop = New-Shop
    $other = New-Shop
    $instance = $shop.Instance
}

Describe 'Backup-PosDatabase' {
    It 'takes databases by position, by the pipeline and by property name, each once, and gives one result for each' {
        $byPosition = Backup-PosDatabase $shop.Name @instance -To $shop.Backups
        $byPipeline = $shop.Name, $other.Name, $shop.Name | Backup-PosDatabase @instance -To $shop.Backups
        $byProperty = [pscustomobject]@{ DatabaseName = $shop.Name } | Backup-PosDatabase @instance -To $shop.Backups

        $byPosition.Outcome | Should -Be 'Succeeded'
        $byPosition.Verification.Verdict | Should -Be 'Intact'
        $byPosition.Path | Should -Exist
        $byPipeline.Database | Should -Be $shop.Name, $other.Name
        $byProperty.Database | Should -Be $shop.Name
    }

    It 'takes wildcards and leaves out what is excluded' {
        $results = Backup-PosDatabase Shop* -ExcludeDatabase $other.Name @instance -To $shop.Backups

        $results.Database | Should -Contain $shop.Name
        $results.Database | Should -Not -Contain $other.Name
    }

    It 'gives a result and an error for a database that is not there, and goes on with the others' {
        $results = Backup-PosDatabase NoSuchShop, $shop.Name @instance -To $shop.Backups -ErrorAction SilentlyContinue -ErrorVariable failures
        $isFine = $?

        $isFine | Should -BeFalse
        ($results | Sort-Object Database).Outcome | Should -Be 'Failed', 'Succeeded'
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'DatabaseNotFound,PosBackup.PowerShell.Commands.BackupPosDatabaseCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failures[0].TargetObject | Should -Be 'NoSuchShop'
    }

    It 'says of an instance that cannot be reached for each database that was asked for' {
        $nowhere = $instance.Clone()
        $nowhere.ServerInstance = '127.0.0.1,1'
        $results = Backup-PosDatabase One, Two @nowhere -To $shop.Backups -ErrorAction SilentlyContinue -ErrorVariable failures

        $results.Database | Should -Be 'One', 'Two'
        $failures.CategoryInfo.Category | Should -Be 'ConnectionError', 'ConnectionError'
    }

    It 'logs in with the credential that it is given, and says when the instance refuses it' {
        $wrong = $instance.Clone()
        $wrong.Credential = [pscredential]::new('sa', (ConvertTo-SecureString 'wrong-password' -AsPlainText -Force))
        Backup-PosDatabase $shop.Name @wrong -To $shop.Backups -ErrorAction SilentlyContinue -ErrorVariable failures | Out-Null

        $failures[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        "$($failures | Format-List * -Force | Out-String)" | Should -Not -Match 'wrong-password'
    }

    It 'takes a full where a log has no base, and says why' {
        $fresh = New-Shop
        $result = Backup-PosDatabase $fresh.Name @instance -To $fresh.Backups -Kind Log -WarningAction SilentlyContinue

        $result.TakenKind | Should -Be 'Full'
        $result.Promotions | Should -Not -BeNullOrEmpty
    }

    It 'refuses an option out of range as an argument that is wrong' {
        { Backup-PosDatabase $shop.Name @instance -To $shop.Backups -Stripes 65 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidOption,*'
        $Error[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
    }

    It 'is drawn with its columns on a console of 120' {
        $table = Get-Table (Backup-PosDatabase $shop.Name @instance -To $shop.Backups)
        $table | Should -Match 'Database +Kind +Outcome +Verified +Size +Took +File or message'
        $table | Should -Match "$($shop.Name) +Full +Succeeded +L1 intact"
    }
}

Describe 'A user who is asked by Backup-PosDatabase -Confirm' {
    BeforeAll {
        $session = New-UserSession
        $ask = { param($databases, $instance, $folder) Backup-PosDatabase $databases @instance -To $folder -Confirm }
        $asked = @($shop.Name, $other.Name), $instance, $shop.Backups
    }

    AfterAll {
        $session.Runspace.Dispose()
    }

    It 'is asked once for each database, and what was answered with No is not done' {
        $run = Invoke-As $session $ask $asked -Answers 'No', 'Yes'
        $run.Output.Database | Should -Be $other.Name
        $run.Asked[0] | Should -Match "Back up \(Full\) to .*$($shop.Name).* on target .database $($shop.Name) of"
        $run.Asked | Should -HaveCount 2
    }

    It 'is asked no more after Yes to All' {
        $run = Invoke-As $session $ask $asked -Answers 'Yes to All'
        $run.Output.Database | Should -Be $shop.Name, $other.Name
        $run.Asked | Should -HaveCount 1
    }

    It 'touches nothing with No to All' {
        $before = Get-Footprint $shop
        (Invoke-As $session $ask $asked -Answers 'No to All').Output | Should -BeNullOrEmpty
        Get-Footprint $shop | Should -Be $before
    }
}
