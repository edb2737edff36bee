namespace PosBackup.ModuleBuilder.Cmdlets;

/// <summary>What the metadata of an assembly says of a parameter.</summary>
internal sealed record CmdletParameter
{
    /// <summary>Its name, without the dash.</summary>
    public required string Name { get; init; }

    /// <summary>Its type as PowerShell names it: <c>String[]</c>, <c>SwitchParameter</c>; a nullable one as what it holds.</summary>
    public required string Type { get; init; }

    /// <summary>The class that declares it: the same for all cmdlets that share it.</summary>
    public required string DeclaredBy { get; init; }

    /// <summary>Its uses, one for each parameter set it is declared for.</summary>
    public required IReadOnlyList<ParameterUse> Uses { get; init; }

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The words that it takes; empty when it takes anything of its type.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether wildcards mean something.</summary>
    public bool TakesWildcards { get; init; }

    /// <summary>The default that its doc comment tells; null when it tells none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it is a switch.</summary>
    public bool IsSwitch => Type is "SwitchParameter";

    /// <summary>Whether it takes several values.</summary>
    public bool IsList => Type.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>Its use in a parameter set; null when it is not in it.</summary>
    public ParameterUse? In(string parameterSet) =>
        Uses.FirstOrDefault(use => string.Equals(use.ParameterSet, parameterSet, StringComparison.Ordinal)) ?? Uses.FirstOrDefault(use => use.ParameterSet is ParameterUse.AllSets);
}
