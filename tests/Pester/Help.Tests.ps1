# The help of the packed module, as a person reads it. The pages themselves are compared with the cmdlets by tests/PosBackup.ModuleBuilder.Tests.
BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $cmdlets = (Import-PowerShellDataFile (Join-Path $root 'module/PosBackup.psd1')).CmdletsToExport
    $examples = foreach ($page in Get-ChildItem (Join-Path $root 'module/en-US/*.md')) {
        foreach ($block in [regex]::Matches((Get-Content $page -Raw), '(?ms)^### (?<title>[^\r\n]+)(?:(?!^### |^## ).)*?^```powershell(?<runnable> runnable)?\r?\n(?<code>.*?)^```')) {
            @{ Page = $page.BaseName; Title = $block.Groups['title'].Value; Code = $block.Groups['code'].Value; IsRunnable = $block.Groups['runnable'].Success }
        }
    }
    $cultures = 'en-US', 'zh-CN'
    $engine = if ($IsLinux) { 'linux-x64/posbackup' } else { 'win-x64/posbackup.exe' }
    $hasEngine = $env:POSBACKUP_ENGINE -or (Test-Path (Join-Path $root "out/PosBackup/bin/$engine"))
}

BeforeAll {
    $module = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'out/PosBackup/PosBackup.psd1'
    Import-Module $module
}

Describe 'Help of <_>' -ForEach $cmdlets {
    BeforeAll {
        $cmdlet = $_
        $help = Get-Help $cmdlet -Full
    }

    It 'has a synopsis in one sentence, which is no syntax' {
        $help.Synopsis | Should -Match '^[A-Z].*\.$'
        $help.Synopsis | Should -Not -Match ([regex]::Escape($cmdlet))
    }

    It 'tells every parameter that the cmdlet has, and no other' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $known = (Get-Command $cmdlet).Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        ($help.parameters.parameter.name | Sort-Object) -join ' ' | Should -Be ($known -join ' ')
    }

    It 'says of each parameter what it is, its type and its default' {
        foreach ($parameter in $help.parameters.parameter) {
            $parameter.description.Text | Should -Not -BeNullOrEmpty -Because $parameter.name
            $parameter.defaultValue | Should -Not -BeNullOrEmpty -Because $parameter.name
            $type = (Get-Command $cmdlet).Parameters[$parameter.name].ParameterType
            $plain = [Nullable]::GetUnderlyingType($type)
            $parameter.type.name | Should -Be $(if ($plain) { $plain.Name } else { $type.Name }) -Because $parameter.name
        }
    }

    It 'has three examples with code and purpose' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        foreach ($example in $help.examples.example) {
            $example.code | Should -Match ([regex]::Escape($cmdlet))
            ($example.remarks.Text -join '').Trim() | Should -Not -BeNullOrEmpty
        }
    }
}

# A session keeps the help that it has read: each language has a session of its own.
Describe 'Help in <_>' -ForEach $cultures {
    BeforeAll {
        $culture = $_
        $session = [powershell]::Create()
        $read = {
            param($culture, $module, $topic)
            [cultureinfo]::CurrentUICulture = $culture
            Import-Module $module
            Get-Help $topic | Out-String
        }
    }

    AfterAll {
        $session.Dispose()
    }

    It 'is in the language of the session: <_>' -ForEach 'Backup-PosDatabase', 'about_PosBackup' {
        $text = $session.AddScript($read).AddArgument($culture).AddArgument($module).AddArgument($_).Invoke() -join ''
        $text | Should -Match 'PosDatabase'
        ($text -match '\p{IsCJKUnifiedIdeographs}') | Should -Be ($culture -eq 'zh-CN')
    }
}

Describe 'Example of <Page>: <Title>' -ForEach $examples {
    It 'is parsed, and names parameters that are there' {
        $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref]$null, [ref]$errors)
        $errors | Should -BeNullOrEmpty
        foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $known = Get-Command $command.GetCommandName() -ErrorAction Stop
            foreach ($parameter in $command.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                { $known.ResolveParameter($parameter.ParameterName) } | Should -Not -Throw
            }
        }
    }
}

Describe 'Example of <Page> that needs nothing but the module: <Title>' -ForEach ($examples | Where-Object { $_.IsRunnable }) {
    It 'runs without an error in an empty folder' -Skip:(-not $hasEngine) {
        Push-Location (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory)
        try {
            & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $Code")) | Out-Null
        }
        finally {
            Pop-Location
        }
    }
}
