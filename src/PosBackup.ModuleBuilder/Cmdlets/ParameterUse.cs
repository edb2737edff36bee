namespace PosBackup.ModuleBuilder.Cmdlets;

/// <summary>How a parameter is used in a parameter set.</summary>
/// <param name="ParameterSet">The set, or <see cref="AllSets"/>.</param>
/// <param name="IsMandatory">Whether it must be given.</param>
/// <param name="Position">Its position; null when it must be named.</param>
/// <param name="ByValue">Whether it takes what comes through the pipeline.</param>
/// <param name="ByPropertyName">Whether it takes the property of its name of what comes through the pipeline.</param>
internal sealed record ParameterUse(string ParameterSet, bool IsMandatory = false, int? Position = null, bool ByValue = false, bool ByPropertyName = false)
{
    /// <summary>PowerShell's name for every set.</summary>
    public const string AllSets = "__AllParameterSets";

    /// <summary>The pipeline in the words of Get-Help.</summary>
    public string PipelineWords => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
