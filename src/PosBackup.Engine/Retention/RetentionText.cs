using System.Globalization;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Retention;

/// <summary>Policies, reasons and refusals in words for a person.</summary>
public static class RetentionText
{
    /// <summary>What this machine keeps by a policy, as one sentence without its subject: "keeps any minute of the last 14 days, and at least 2 chains; …".</summary>
    public static string Of(RetentionPolicy policy) => Of(policy, RetentionPlace.Here);

    /// <summary>What a place keeps by a policy, as one sentence without its subject. What is asked of copies is told here alone.</summary>
    public static string Of(RetentionPolicy policy, RetentionPlace place)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(place);
        return PolicySentence.Of(policy, place.IsHere);
    }

    /// <summary>Why a set stays, as a clause.</summary>
    public static string Of(KeepReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.Rule switch
        {
            KeepRule.Window => "it is in the recovery window",
            KeepRule.WindowBase => "the recovery window begins in what builds on it",
            KeepRule.Last => "it is one of the newest fulls and differentials",
            KeepRule.Daily => $"it is the recovery point of {reason.Detail}",
            KeepRule.Weekly => $"it is the recovery point of the week {reason.Detail}",
            KeepRule.Monthly => $"it is the recovery point of the month {reason.Detail}",
            KeepRule.Yearly => $"it is the recovery point of the year {reason.Detail}",
            KeepRule.MinimumChains => "it is of the newest chains, which always stay",
            KeepRule.Hold => $"a hold is on it: {reason.Detail}",
            KeepRule.Needed => string.Create(CultureInfo.InvariantCulture, $"set {reason.For}, which is kept, needs it"),
            KeepRule.SameMedia => string.Create(CultureInfo.InvariantCulture, $"it lies on the same media as set {reason.For}, which is kept"),
            KeepRule.Young => "no chain leads to it, but it is younger than what may go",
            KeepRule.Unseen when reason.For is { } log => string.Create(CultureInfo.InvariantCulture, $"set {log}, whose chain is not seen, may need it"),
            KeepRule.Unseen => $"its chain, or a part of it, is not seen: it stays until {reason.Detail}",
            KeepRule.Together when reason.Detail is { } unseen => $"no place can restore it alone, and all together only with {unseen}",
            KeepRule.Together => "no place can restore it alone, but all together can",
            KeepRule.CopyOnly => "it is copy-only, and the policy keeps such sets",
            KeepRule.Foreign => "another tool took it, and the policy leaves such sets alone",
            KeepRule.CopiesMissing => $"too few proven copies lie elsewhere: {reason.Detail}",
            KeepRule.ProofOfLocal => "the file here, which stays, has too few copies without it",
            KeepRule.Refused => "nothing of it may be removed now",
            KeepRule.Unknown => "nobody can tell what it is, or what lies beside it on its media",
            _ => reason.Rule.ToString(),
        };
    }

    /// <summary>Why a set goes, as a clause.</summary>
    public static string Of(RemoveReason reason) => reason switch
    {
        RemoveReason.Superseded => "another recovery point stands for its time",
        RemoveReason.TooOld => "it is older than is allowed",
        RemoveReason.Orphaned => "no chain leads to it any more",
        RemoveReason.Unusable => "it is damaged or not whole, and older than what the policy asks for",
        RemoveReason.Begun => "its removal was begun before",
        _ => "it is older than all that the policy asks for",
    };
}
