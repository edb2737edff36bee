using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Targets.Definitions.Rules;

/// <summary>What has to hold in every definition, whoever made it; the kinds add their own.</summary>
internal static class TargetRules
{
    private const int LongestName = 64;
    private const long LeastRate = 1024;

    /// <summary>All that is wrong.</summary>
    public static IEnumerable<DefinitionMistake> Of(TargetDefinition target)
    {
        IEnumerable<DefinitionMistake> own = target switch
        {
            FolderDefinition folder => FolderRules.Of(folder),
            SftpDefinition sftp => SftpRules.Of(sftp),
            FtpDefinition ftp => FtpRules.Of(ftp),
            _ => [new("kind", "is none that the file of targets can hold")],
        };
        return [.. Name(target.Name), .. own, .. Verification(target.Verification), .. Throttle(target.Throttle)];
    }

    /// <summary>Whether a target can have such a name.</summary>
    public static bool IsName(string name) =>
        !TargetName.Comparer.Equals(name, RetentionOptions.Here) && name is { Length: > 0 and <= LongestName } && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Whether a store can have such a name.</summary>
    public static bool IsStore(string store) => !string.IsNullOrWhiteSpace(store) && store.Length <= LongestName && TextRules.IsPlain(store);

    private static IEnumerable<DefinitionMistake> Name(string name)
    {
        if (!IsName(name))
            yield return new("name", $"must be at most {LongestName} letters (a to z), digits, hyphens, underscores and points, the first a letter or a digit; '{RetentionOptions.Here}' is this machine");
    }

    private static IEnumerable<DefinitionMistake> Verification(VerificationDefinition verification) =>
    [
        .. TextRules.Range("verify.wholeUpTo", verification.WholeUpTo, 0, long.MaxValue),
        .. TextRules.Range("verify.blocks", verification.Blocks, 1, 1000),
        .. TextRules.Days("verify.wholeWithin", verification.WholeWithinDays),
    ];

    private static IEnumerable<DefinitionMistake> Throttle(ThrottleDefinition? throttle)
    {
        if (throttle?.BytesPerSecond < LeastRate)
            yield return new("throttle.rate", $"must be {SizeText.Of(LeastRate)} in a second or more");
        if (throttle?.FullSpeed.Any(span => !IsWholeMinutes(span.From) || !IsWholeMinutes(span.To)) == true)
            yield return new("throttle.fullSpeed", "must be in whole minutes");
    }

    private static bool IsWholeMinutes(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;
}
