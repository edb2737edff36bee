namespace PosBackup.Engine.Targets.Definitions;

/// <summary>Names of targets: unique without regard to letter case, in the file of targets as in all that is remembered of them.</summary>
internal static class TargetName
{
    /// <summary>Compares them.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;
}
