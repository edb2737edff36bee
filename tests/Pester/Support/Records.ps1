# Made-up records, for the tests of what people see. Dot-sourced where the module is imported: records are made by the module alone, and their setters are not public.
$assembly = (Get-Command Backup-PosDatabase).ImplementingType.Assembly

function New-Record([string] $Type, [hashtable] $Properties) {
    $class = $assembly.GetType("PosBackup.PowerShell.Records.$Type", $true)
    $record = [Activator]::CreateInstance($class)
    foreach ($name in $Properties.Keys) {
        $property = $class.GetProperty($name)
        $value = $Properties[$name]
        if ($property.PropertyType.IsGenericType -and $property.PropertyType.Name -like 'IReadOnlyList*') {
            $list = [Array]::CreateInstance($property.PropertyType.GetGenericArguments()[0], @($value).Count)
            [Array]::Copy([array]@($value), $list, @($value).Count)
            $value = $list
        }
        else {
            $plain = [Nullable]::GetUnderlyingType($property.PropertyType)
            $value = [System.Management.Automation.LanguagePrimitives]::ConvertTo($value, $(if ($plain) { $plain } else { $property.PropertyType }))
        }

        $property.GetSetMethod($true).Invoke($record, @(, $value)) | Out-Null
    }

    $record
}

# One that went well and one that did not, of every record that has a table, by the name of its view.
function Get-SampleRecord {
    $at = [datetimeoffset]'2026-03-01T11:59:59+08:00'
    $long = 'D:\Backups of the shop\TILL01$SQLEXPRESS\Shop\2026\03\Shop_full_20260301_115959_48da4bbb.bak'
    $log = 'D:\Backups of the shop\TILL01$SQLEXPRESS\Shop\2026\03\Shop_log_20260301_121500_18171821.trn'
    $why = 'the disk of D:\Backups of the shop is full: 1,610,612,736 bytes are needed, and 12 are free'
    $set = @{ Database = 'Shop'; Kind = 'Full'; FinishedAt = $at; CompressedSize = 1610612736; Position = 1; Name = 'Shop full' }
    $proof = New-Record Proof @{ Level = 'L1'; Verdict = 'Intact'; At = $at }
    $judged = @{ Database = 'Shop'; Kind = 'Full'; FinishedAt = $at }
    $stays = New-Record JudgedSet ($judged + @{ Keeps = New-Record KeepReason @{ Rule = 'Daily'; Text = 'day 2026-03-01' } })
    $goes = New-Record JudgedSet ($judged + @{ Removal = 'Expired' })
    $step = New-Record RestoreStep @{ Number = 1; Kind = 'Full'; Position = 1; Bytes = 1610612736; Estimate = [timespan]'0:02:05'; Reason = 'the newest full'; Sql = "RESTORE DATABASE [Shop_look]`r`nFROM DISK = N'$long'"; Files = New-Record SetFile @{ File = $long } }
    $ends = New-Record RestoreStep @{ Number = 2; Kind = 'Recover'; Reason = 'the end' }
    $plan = New-Record RestorePlan @{ Reached = $at; Bytes = 1610612736; Estimate = [timespan]'0:02:05'; Steps = $step, $ends }
    $planned = New-Record RestoreReport @{ Database = 'Shop'; RestoredAs = 'Shop_look'; IsPlan = $true; Outcome = 'Succeeded'; Plan = $plan }
    $unplanned = New-Record RestoreReport @{ Database = 'Shop'; RestoredAs = 'Shop_look'; IsPlan = $true; Outcome = 'NotRecoverable'; Message = 'Shop cannot be brought back to 2026-03-01 11:59:59: a log is missing' }
    $planned, $unplanned | ForEach-Object { $_.PSObject.TypeNames.Insert(0, 'PosBackup.PowerShell.Records.RestoreReport#Plan') }

    [ordered]@{
        BackupResult      = @(
            New-Record BackupResult @{ Database = 'Shop'; Outcome = 'Succeeded'; TakenKind = 'Full'; Bytes = 1610612736; BackupDuration = [timespan]'0:02:05'; Files = New-Record BackupFile @{ File = $long }; Verification = New-Record Verification @{ Level = 'L1'; Verdict = 'Intact' } }
            New-Record BackupResult @{ Database = 'Warehouse of the north'; Outcome = 'Failed'; RequestedKind = 'Differential'; Message = $why }
        )
        ListedBackupSet   = @(
            New-Record ListedBackupSet ($set + @{ Proof = $proof; Verdict = 'Intact'; MediaFiles = New-Record ListedFile @{ File = $long; Presence = 'Present' } })
            New-Record ListedBackupSet @{ Database = 'Shop'; Kind = 'Log'; FinishedAt = $at; CompressedSize = 12; MediaFiles = New-Record ListedFile @{ File = $log; Presence = 'Missing' } }
            New-Record ListedBackupSet ($set + @{ Source = 'Target'; Target = 'hq'; MediaFiles = New-Record ListedFile @{ File = 'pos/0042/Shop/2026/03/Shop_full_20260301_115959_48da4bbb.bak' } })
        )
        BackupSet         = @(New-Record BackupSet $set)
        MediaVerification = @(
            New-Record MediaVerification @{ File = $long; Level = 'L1'; Verdict = 'Intact'; Length = 1610612736; Sets = New-Record BackupSet $set }
            New-Record MediaVerification @{ File = $log; Level = 'L1'; Verdict = 'Damaged'; Length = 12; Stripe = 1; Stripes = 2; Findings = New-Record Finding @{ Severity = 'Error'; Code = 'PageChecksum'; Message = 'page 3 of file 1 has a wrong checksum' } }
            New-Record MediaVerification @{ File = $log; Error = New-Record ErrorDescription @{ Code = 'FileAccess'; Message = 'it cannot be read' } }
        )
        'RestoreReport#Plan' = @($planned; $unplanned)
        RestoreReport     = @(
            New-Record RestoreReport @{ Database = 'Shop'; RestoredAs = 'Shop_look'; Outcome = 'Succeeded'; Level = 'L2'; Reached = $at }
            New-Record RestoreReport @{ Database = 'Shop'; RestoredAs = 'Shop'; Outcome = 'Failed'; Message = $why }
        )
        RestoreStep       = @($step; $ends)
        DrillResult       = @(
            New-Record DrillResult @{ Database = 'Shop'; Outcome = 'Passed'; Level = 'L3'; Moment = New-Record DrillMomentReached @{ Choice = 'Latest'; Reached = $at }; Rto = New-Record RecoveryTime @{ Measured = [timespan]'1:02:05' }; Assertions = New-Record DrillAssertion @{ Name = 'receipts'; Outcome = 'Passed' } }
            New-Record DrillResult @{ Database = 'Shop'; Outcome = 'Failed'; Message = $why }
        )
        DrillAssertion    = @(New-Record DrillAssertion @{ Name = 'receipts of yesterday'; Outcome = 'Failed'; Expected = '> 0'; Found = '0'; Reason = 'no row is from 2026-02-28' })
        CopyResult        = @(
            New-Record CopyResult @{ Target = 'hq'; File = $long; Action = 'Upload'; Outcome = 'Succeeded'; BytesSent = 1610612736; Duration = [timespan]'0:02:05'; Proven = New-Record CopyProof @{ Depth = 'Sample'; At = $at } }
            New-Record CopyResult @{ Target = 'usb'; File = $log; Action = 'Upload'; Outcome = 'Failed'; Message = $why }
        )
        FetchedFile       = @(
            New-Record FetchedFile @{ Target = 'hq'; File = $long; Length = 1610612736; BytesReceived = 1610612736; Outcome = 'Succeeded'; Duration = [timespan]'0:02:05' }
            New-Record FetchedFile @{ Target = 'hq'; File = $log; Length = 12; Outcome = 'Failed'; Message = $why }
        )
        RetentionPlan     = @(
            New-Record RetentionPlan @{ Place = 'here'; Outcome = 'Succeeded'; FreedBytes = 1610612736; Media = (New-Record JudgedMedia @{ IsRemoved = $true }), (New-Record JudgedMedia @{}) }
            New-Record RetentionPlan @{ Place = 'usb, stick A'; Outcome = 'Refused'; Refusals = New-Record RetentionRefusal @{ Message = 'the clock is behind the newest backup of Shop' } }
        )
        JudgedMedia       = @(
            New-Record JudgedMedia @{ Place = 'here'; Bytes = 1610612736; Sets = $stays }
            New-Record JudgedMedia @{ Place = 'here'; Bytes = 1610612736; IsRemoved = $true; Sets = $goes }
            New-Record JudgedMedia @{ Place = 'here'; Bytes = 12; IsRemoved = $true; Outcome = 'Failed'; Message = 'another program has the file open'; Sets = $goes }
        )
        JudgedSet         = @($stays; $goes)
        RecoveryPoint     = @(New-Record RecoveryPoint @{ Database = 'Shop'; From = $at.AddDays(-14); To = $at; Rule = 'Window'; Detail = 'fourteen days' })
        PreflightReport   = @(
            New-Record PreflightReport @{ Passed = $true; Instance = 'TILL01\SQLEXPRESS'; Version = '16.0.1000.6'; ServiceAccount = 'NT Service\MSSQL$SQLEXPRESS'; FreeBytes = 1610612736; Folder = 'D:\Backups of the shop' }
            New-Record PreflightReport @{ Instance = 'TILL01\SQLEXPRESS'; Folder = 'D:\Backups of the shop'; Checks = New-Record PreflightCheck @{ Subject = 'folder'; Outcome = 'Failed'; Message = 'the account of SQL Server may not write there' } }
        )
        PreflightCheck    = @(New-Record PreflightCheck @{ Subject = 'folder'; Outcome = 'Failed'; Message = 'the account of SQL Server may not write there'; Hint = 'give NT Service\MSSQL$SQLEXPRESS the right to modify it' })
        BackupTarget      = @(
            New-Record BackupTarget @{ Name = 'hq'; Kind = 'sftp'; Address = 'sftp://pos0042@hq.example.net:22/pos'; Trust = 'Pinned'; AppendOnly = $true; Throttle = New-Record TargetThrottle @{ BytesPerSecond = 524288 } }
            New-Record BackupTarget @{ Name = 'usb'; Kind = 'folder'; Address = '\PosBackup'; Trust = 'NotNeeded' }
        )
        TargetProbe       = @(
            New-Record TargetProbe @{ Target = 'hq'; Passed = $true; FreeBytes = 1610612736; ClockSkew = [timespan]'-0:00:00.012'; Product = 'OpenSSH_9.6'; Features = 'Rename', 'Fsync' }
            New-Record TargetProbe @{ Target = 'usb'; ClockSkew = [timespan]'-2:00:00'; Steps = New-Record ProbeStep @{ Step = 'Connect'; Outcome = 'Failed'; Message = 'none of the drives is there' } }
        )
        ProbeStep         = @(New-Record ProbeStep @{ Step = 'Connect'; Outcome = 'Failed'; Message = 'none of the drives is there'; Hint = 'plug in stick A or stick B' })
        Finding           = @(New-Record Finding @{ Severity = 'Error'; Code = 'PageChecksum'; Position = 1; Offset = 1234567890; Message = 'page 3 of file 1 has a wrong checksum' })
    }
}
