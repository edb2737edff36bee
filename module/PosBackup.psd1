@{
    RootModule             = 'PosBackup.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6e1b6d0e-5f0a-4c1b-9a3e-2b7f4f0c9d51'
    Author                 = 'The PosBackup authors'
    CompanyName            = 'The PosBackup authors'
    Copyright              = '(c) The PosBackup authors. MIT License.'
    Description            = 'Backups of SQL Server for shops: takes full, differential and log backups, reads every one back and proves it, ships proven copies elsewhere, restores to any moment, drills restores, and removes only what no rule needs. The files are native .bak and .trn files that SSMS restores too. For Windows PowerShell 5.1 and PowerShell 7; the engine comes with the module and needs no .NET on the machine.'

    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    # Windows PowerShell: an assembly of .NET Standard 2.0 runs without further files from here on.
    DotNetFrameworkVersion = '4.7.2'

    FormatsToProcess       = @('PosBackup.Format.ps1xml')
    TypesToProcess         = @('PosBackup.Types.ps1xml')

    CmdletsToExport        = @(
        'Backup-PosDatabase'
        'Get-PosBackup'
        'Get-PosBackupTarget'
        'Get-PosRestorePlan'
        'Get-PosRetentionPlan'
        'Register-PosBackupTarget'
        'Remove-ExpiredPosBackup'
        'Restore-PosDatabase'
        'Save-PosBackup'
        'Sync-PosBackupRemote'
        'Test-PosBackup'
        'Test-PosBackupSetup'
        'Test-PosBackupTarget'
        'Test-PosRestore'
        'Unregister-PosBackupTarget'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    DscResourcesToExport   = @()

    PrivateData            = @{
        PSData = @{
            Tags         = @('SqlServer', 'SQL', 'Backup', 'Restore', 'Retention', 'Verification', 'SFTP', 'Windows', 'Linux', 'PSEdition_Desktop', 'PSEdition_Core')
            ReleaseNotes = 'First version. The license is MIT; its text is the file LICENSE of the module.'
        }
    }
}
