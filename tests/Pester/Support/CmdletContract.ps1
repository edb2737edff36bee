<#
What every cmdlet keeps, whatever it does. A test file hands in what its cmdlet is. Lines are PowerShell, run in the session of a user by Invoke-Line;
they see $shop, its $instance, $catalog, $targets, $state and $where (these three) to be splatted, and what Arrange gives. Each line ends with the cmdlet, so that parameters may follow.
  Cmdlet           its name
  Sets             its parameter sets, each with its mandatory parameters
  ByValue, ByName  parameters that the pipeline fills
  Missing, Wants   a line without a mandatory parameter, and which one a person is asked for
  Clash            a line with parameters of two sets; of one without sets, with two that exclude each other, and Refuses is the id of the error
  Impact           Medium or High; None for one that changes nothing
  Expires          the shop is one of New-ExpiringShop, with its $policy
  Arrange          makes what the lines need: a hashtable of variables
  Good             a line that succeeds; with Changes = $false it leaves no trace at all
  Verbose          what that line says with -Verbose
  Nothing          a line whose pipeline brings nothing
  Does, Asks       a line that would change something, and what a person is asked about it
  Warns, Warning   a line that warns, and what it says
  Bad, Failure     a line that fails, and its error: Id, Category, Target, Action; Results, when objects come all the same; Ends, when it is of the whole call
#>
param([hashtable] $Contract)

$root = Split-Path (Split-Path (Split-Path $PSScriptRoot))
$examples = foreach ($culture in 'en-US', 'zh-CN') {
    $page = Get-Content (Join-Path $root "module/$culture/$($Contract.Cmdlet).md") -Raw
    foreach ($block in [regex]::Matches($page, '(?ms)^### (?<title>[^\r\n]+)(?:(?!^### |^## ).)*?^```powershell(?<runnable> runnable)?\r?\n(?<code>.*?)^```')) {
        @{ Title = $block.Groups['title'].Value; Code = $block.Groups['code'].Value; IsRunnable = $block.Groups['runnable'].Success }
    }
}

# The same code stands in both languages.
$examples = @($examples | Group-Object { $_.Code } | ForEach-Object { $_.Group[0] })

Describe '<Cmdlet> as a cmdlet' -ForEach $Contract {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Setup.ps1')
        $command = Get-Command $Cmdlet
        $shop = if ($Expires) { New-ExpiringShop } else { New-Shop }
        $variables = @{ shop = $shop; instance = $shop.Instance; catalog = $shop.Catalog; targets = $shop.Targets; state = $shop.State; where = $shop.Catalog + $shop.Targets + $shop.State; policy = $shop.Policy }
        if ($Arrange) {
            $made = & $Arrange $shop
            $made.Keys | ForEach-Object { $variables[$_] = $made[$_] }
        }

        function Invoke-Here([string] $Line, [string[]] $Answers) { Invoke-Line $Line $variables $Answers }
    }

    It 'has these parameter sets, and wants of each what it cannot do without' {
        $found = foreach ($set in $command.ParameterSets) { "$($set.Name): $(($set.Parameters | Where-Object IsMandatory).Name | Sort-Object)" }
        $expected = foreach ($name in $Sets.Keys) { "${name}: $($Sets[$name])" }
        ($found | Sort-Object) -join '; ' | Should -Be (($expected | Sort-Object) -join '; ')
    }

    It 'is filled by the pipeline, by value and by property name' {
        $attributes = $command.Parameters.Values | ForEach-Object { foreach ($attribute in $_.Attributes.Where({ $_ -is [Parameter] })) { [pscustomobject]@{ Name = $_.Name; ByValue = $attribute.ValueFromPipeline; ByName = $attribute.ValueFromPipelineByPropertyName } } }
        "$(($attributes | Where-Object ByValue).Name | Sort-Object -Unique)" | Should -Be "$ByValue"
        "$(($attributes | Where-Object ByName).Name | Sort-Object -Unique)" | Should -Be "$ByName"
    }

    if ($Missing) {
        It 'asks a person for what is missing' {
            (Invoke-Here $Missing).Asked | Should -Be $Wants
        }
    }

    if ($Clash) {
        It 'refuses parameters that exclude each other' {
            $run = Invoke-Here $Clash
            $run.Output | Should -BeNullOrEmpty
            $run.Errors[0].FullyQualifiedErrorId | Should -Match "^$(if ($Refuses) { $Refuses } else { 'AmbiguousParameterSet' }),"
        }
    }

    It 'writes objects of its type, and nothing else but progress that ends' {
        $before = Get-Footprint $shop
        $run = Invoke-Here "$Good`n`$?"
        $isFine = $run.Output[-1]
        $objects = @($run.Output | Select-Object -SkipLast 1)

        $isFine | Should -BeTrue
        $objects | Should -Not -BeNullOrEmpty
        $objects | ForEach-Object { $_.PSObject.TypeNames | Should -Contain $command.OutputType[0].Name }
        $run.Errors + $run.Warnings + $run.Verbose + $run.Information | Should -BeNullOrEmpty
        "$($run.Progress | Where-Object RecordType -EQ Completed | Select-Object -ExpandProperty ActivityId -Unique | Sort-Object)" | Should -Be "$($run.Progress | Select-Object -ExpandProperty ActivityId -Unique | Sort-Object)"
        if ($Changes -eq $false) { Get-Footprint $shop | Should -Be $before }
    }

    if ($Verbose) {
        It 'says more with -Verbose, and only then' {
            "$((Invoke-Here "$Good -Verbose").Verbose)" | Should -Match $Verbose
        }
    }

    if ($Warns) {
        It 'warns, where a person has to know, unless nobody wants to' {
            $run = Invoke-Here $Warns
            "$($run.Warnings)" | Should -Match $Warning
            $silent = Invoke-Here "$Warns -WarningAction SilentlyContinue -WarningVariable kept | Out-Null`n`$kept"
            $silent.Warnings | Should -BeNullOrEmpty
            "$($silent.Output)" | Should -Match $Warning
        }
    }

    if ($Nothing) {
        It 'asks for nothing when the pipeline brings nothing' {
            $before = Get-Footprint $shop
            $run = Invoke-Here $Nothing
            @($run.Output) + $run.Errors + $run.Warnings | Should -BeNullOrEmpty
            Get-Footprint $shop | Should -Be $before
        }
    }

    It 'offers -WhatIf and -Confirm if, and only if, it changes something' {
        $attribute = $command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $attribute.SupportsShouldProcess | Should -Be ($Impact -ne 'None')
        if ($attribute.SupportsShouldProcess) { $attribute.ConfirmImpact | Should -Be $Impact }
        else { (Invoke-Here "$Good -WhatIf").Errors[0].FullyQualifiedErrorId | Should -Match '^NamedParameterNotFound,' }
    }

    if ($Does) {
        It 'touches nothing with -WhatIf or $WhatIfPreference, and shows what it would do' {
            $before = Get-Footprint $shop
            foreach ($line in "$Does -WhatIf", "& { `$WhatIfPreference = `$true`n$Does }") {
                $run = Invoke-Here $line
                $run.Output | Should -BeNullOrEmpty
                $run.Errors | Should -BeNullOrEmpty
                "$($run.Shown)" | Should -Match "What if: .*$Asks"
                Get-Footprint $shop | Should -Be $before
            }
        }
    }

    if ($Does) {
        It 'asks with -Confirm about item and act, and touches nothing with No to All' {
            $before = Get-Footprint $shop
            $run = Invoke-Here "$Does -Confirm" 'No to All'
            $run.Asked | Should -HaveCount 1
            $run.Asked[0] | Should -Match $Asks
            $run.Output | Should -BeNullOrEmpty
            Get-Footprint $shop | Should -Be $before
        }
    }

    It 'fails with an id, a category, a target and what to do about it' {
        $run = Invoke-Here "$Bad`n`$?"
        $run.Output[-1] | Should -BeFalse
        $run.Output.Count - 1 | Should -Be ([int]$Failure.Results)
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -Be "$($Failure.Id),$($command.ImplementingType.FullName)"
        $run.Errors[0].CategoryInfo.Category | Should -Be $Failure.Category
        "$($run.Errors[0].TargetObject)" | Should -Match $Failure.Target
        $run.Errors[0].ErrorDetails.RecommendedAction | Should -Match $Failure.Action
        $run.Errors[0].Exception.Message | Should -Not -BeNullOrEmpty
    }

    It 'ends the call only when nothing of it can succeed, and always with -ErrorAction Stop' {
        $plain = Invoke-Here "try { $Bad | Out-Null; 'went on' } catch { 'caught' }"
        $plain.Output | Should -Be $(if ($Failure.Ends) { 'caught' } else { 'went on' })
        $stopped = Invoke-Here "try { $Bad -ErrorAction Stop | Out-Null; 'went on' } catch { `$_.FullyQualifiedErrorId }"
        $stopped.Output | Should -Match "^$($Failure.Id),"
        $stopped.Errors | Should -BeNullOrEmpty
    }

    if (-not $Failure.Ends) {
        It 'keeps an error that nobody wants to see in $Error and -ErrorVariable' {
            $run = Invoke-Here "`$Error.Clear()`n$Bad -ErrorAction SilentlyContinue -ErrorVariable kept | Out-Null`n`$kept.Count`n`$Error[0].FullyQualifiedErrorId"
            $run.Errors | Should -BeNullOrEmpty
            $run.Output[0] | Should -Be 1
            $run.Output[1] | Should -Match "^$($Failure.Id),"
        }
    }
}

Describe 'Help of <Cmdlet>' -ForEach $Contract {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Setup.ps1')
        $known = (Get-Command $Cmdlet).Parameters
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
    }

    It 'is whole in <_>: a synopsis, what it does, each parameter, three told examples' -ForEach 'en-US', 'zh-CN' {
        $help = Get-HelpIn $_ $Cmdlet
        $help.Synopsis | Should -Match $(if ($_ -eq 'zh-CN') { '^[^\r\n]*\p{IsCJKUnifiedIdeographs}[^\r\n]*。$' } else { '^[A-Z][ -~]*\.$' })
        $help.Synopsis | Should -Not -Match ([regex]::Escape($Cmdlet))
        $text = $help.description.Text -join "`n"
        $text | Should -Not -BeNullOrEmpty
        ($text -match '\p{IsCJKUnifiedIdeographs}') | Should -Be ($_ -eq 'zh-CN')

        "$($help.parameters.parameter.name | Sort-Object)" | Should -Be "$($known.Keys | Where-Object { $_ -notin $common } | Sort-Object)"
        foreach ($parameter in $help.parameters.parameter) {
            $parameter.description.Text | Should -Not -BeNullOrEmpty -Because $parameter.name
            $parameter.defaultValue | Should -Not -BeNullOrEmpty -Because $parameter.name
            $type = $known[$parameter.name].ParameterType
            $plain = [Nullable]::GetUnderlyingType($type)
            $parameter.type.name | Should -Be $(if ($plain) { $plain.Name } else { $type.Name }) -Because $parameter.name
        }

        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        foreach ($example in $help.examples.example) {
            $example.code | Should -Match ([regex]::Escape($Cmdlet))
            ($example.remarks.Text -join '').Trim() | Should -Not -BeNullOrEmpty
        }
    }
}

Describe "Example of $($Contract.Cmdlet): <Title>" -ForEach $examples {
    BeforeAll { . (Join-Path $PSScriptRoot 'Setup.ps1') }

    It 'is parsed, and names commands and parameters that are there' {
        $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref]$null, [ref]$errors)
        $errors | Should -BeNullOrEmpty
        Get-UnknownWord $ast | Should -BeNullOrEmpty
    }

    if ($IsRunnable) {
        It 'runs without an error in an empty folder' {
            Push-Location (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory)
            try {
                & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $Code")) | Out-Null
            }
            finally {
                Pop-Location
            }
        }
    }
}
