# The scripts of examples/powershell and build.ps1, as PowerShell reads them.
BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $scripts = Get-ChildItem (Join-Path $root 'examples/powershell/*.ps1'), (Join-Path $root 'build.ps1') | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Support/Setup.ps1')
}

Describe 'The script <Name>' -ForEach $scripts {
    BeforeAll {
        $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref]$null, [ref]$errors)
        $node = [System.Management.Automation.Language.Ast]
    }

    It 'is parsed' {
        $errors | Should -BeNullOrEmpty
    }

    It 'calls only what is there, by parameters that are there' {
        Get-UnknownWord $ast 'dotnet' | Should -BeNullOrEmpty
    }

    It 'uses nothing that Windows PowerShell 5.1 lacks' {
        $new = $ast.FindAll({ $args[0].GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' -or $args[0].Extent.Text -match '^[^''"]*\?\?' -and $args[0] -is [System.Management.Automation.Language.BinaryExpressionAst] }, $true)
        $new | Should -BeNullOrEmpty
        [System.IO.File]::ReadAllBytes($Path) | Where-Object { $_ -gt 127 } | Should -BeNullOrEmpty
    }

    It 'tells what it is for' {
        (Get-Help $Path).Synopsis | Should -Match '\.'
    }
}
