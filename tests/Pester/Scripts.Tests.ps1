# The scripts of examples/powershell and build.ps1, as PowerShell reads them.
BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $scripts = Get-ChildItem (Join-Path $root 'examples/powershell/*.ps1'), (Join-Path $root 'build.ps1') | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
}

BeforeAll {
    Import-Module (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'out/PosBackup/PosBackup.psd1')
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
        $own = @('dotnet') + $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true).Name
        foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | Where-Object { $_.GetCommandName() -and $_.GetCommandName() -notin $own }) {
            $known = Get-Command $command.GetCommandName() -ErrorAction Stop
            foreach ($parameter in $command.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                { $known.ResolveParameter($parameter.ParameterName) } | Should -Not -Throw
            }
        }
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
