# What people see of every record, on the consoles that they have: an old one of 80 columns, a usual one, a wide one. Golden/views-<columns>.txt is what was looked at and found good;
# with POSBACKUP_APPROVE=1 it is written anew, to be read before it is committed.
BeforeAll {
    Import-Module (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'out/PosBackup/PosBackup.psd1')
    . (Join-Path $PSScriptRoot 'Support/Records.ps1')
    $before = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
    $samples = Get-SampleRecord
    [xml] $formats = Get-Content (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'module/PosBackup.Format.ps1xml') -Raw
    $columns = @{}
    foreach ($view in $formats.Configuration.ViewDefinitions.View | Where-Object { $_.TableControl }) { $columns[($view.ViewSelectedBy.TypeName -split '\.')[-1]] = @($view.TableControl.TableHeaders.TableColumnHeader).Count }
    function Get-Picture($Record, [int] $Width) { ((($Record | Format-Table | Out-String -Width $Width) -replace '\x1b\[[0-9;]*m' -split '\r?\n').TrimEnd() -join "`n").Trim("`n") }
}

AfterAll {
    [cultureinfo]::CurrentCulture = $before
}

Describe 'The tables on a console of <_> columns' -ForEach 80, 120, 200 {
    It 'are those that were found good' {
        $width = $_
        $file = Join-Path $PSScriptRoot "Golden/views-$width.txt"
        $text = ($samples.Keys | ForEach-Object { "== $_`n$(Get-Picture $samples[$_] $width)`n" }) -join "`n"
        if ($env:POSBACKUP_APPROVE) { [System.IO.File]::WriteAllText($file, $text) }
        $text | Should -Be ([System.IO.File]::ReadAllText($file) -replace '\r\n', "`n")
    }

    It 'keep every column within the edge' {
        $width = $_
        foreach ($name in $samples.Keys) {
            $lines = (Get-Picture $samples[$name] $width) -split "`n"
            ($lines.Length | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual $width -Because $name
            @($lines | Where-Object { $_ -match '^[- ]+$' } | Select-Object -First 1) -split ' +' | Where-Object { $_ } | Should -HaveCount $columns[$name] -Because $name
        }
    }
}

Describe 'The samples' {
    It 'show of sets whose clocks differ the one that is the newest' {
        # An hour is told twice when summer time ends: 02:30 +02:00 is before 02:10 +01:00.
        $sets = '2026-10-25T02:30:00+02:00', '2026-10-25T02:10:00+01:00' | ForEach-Object { New-Record JudgedSet @{ Database = 'Shop'; Kind = 'Log'; FinishedAt = [datetimeoffset]$_ } }
        $table = New-Record JudgedMedia @{ Place = 'here'; Bytes = 12; IsRemoved = $true; Sets = $sets } | Format-Table | Out-String -Width 200
        $table | Should -Match '2026-10-25 02:10:00'
        $table | Should -Not -Match '2026-10-25 02:30:00'
    }

    It 'are of every record that has a table' {
        "$($samples.Keys | Sort-Object)" | Should -Be "$($columns.Keys | Sort-Object)"
    }
}
