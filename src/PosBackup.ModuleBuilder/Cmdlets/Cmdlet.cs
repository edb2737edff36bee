namespace PosBackup.ModuleBuilder.Cmdlets;

/// <summary>What the metadata of an assembly says of a cmdlet.</summary>
/// <param name="Verb">Its verb.</param>
/// <param name="Noun">Its noun.</param>
/// <param name="DefaultParameterSet">The set taken when the arguments decide for none; null when there is one set.</param>
/// <param name="Outputs">Names of the types that it writes.</param>
/// <param name="Parameters">Its parameters in the order of their declaration, those of base classes first; -WhatIf and -Confirm last, where it has them.</param>
internal sealed record Cmdlet(string Verb, string Noun, string? DefaultParameterSet, IReadOnlyList<string> Outputs, IReadOnlyList<CmdletParameter> Parameters)
{
    /// <summary>Verb and noun.</summary>
    public string Name => $"{Verb}-{Noun}";

    /// <summary>Names of its parameter sets, the default one first.</summary>
    public IReadOnlyList<string> ParameterSets
    {
        get
        {
            string[] named = [.. Parameters.SelectMany(parameter => parameter.Uses).Select(use => use.ParameterSet).Where(set => set is not ParameterUse.AllSets).Distinct(StringComparer.Ordinal)];
            return named.Length == 0 ? [ParameterUse.AllSets] : [.. named.OrderBy(set => string.Equals(set, DefaultParameterSet, StringComparison.Ordinal) ? 0 : 1)];
        }
    }
}
