using System.Globalization;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>Something that a file of retention may say, and that a person should know of.</summary>
/// <param name="Message">What it is, and where.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record RetentionWarning(string Message, string Hint)
{
    /// <summary>All of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="places">The places where copies can lie: each medium of each target that is defined.</param>
    /// <param name="now">The clock.</param>
    public static IReadOnlyList<RetentionWarning> Of(RetentionFile file, IReadOnlyCollection<RetentionPlace> places, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(places);
        RetentionPlace[] targets = [.. places.Select(place => new RetentionPlace(place.Target)).Distinct()];
        return
        [
            .. Of(RetentionPlace.Here, file.PolicyOf(RetentionPlace.Here)),
            .. targets.SelectMany(target => Of(target, file.PolicyOf(target))),
            .. Copies(file.PolicyOf(RetentionPlace.Here), targets.Select(target => (target, file.PolicyOf(target))), places.Count),
            .. file.Targets.Where(said => !targets.Any(target => string.Equals(target.Target, said.Target, StringComparison.OrdinalIgnoreCase))).Select(Undefined),
            .. file.Holds.Where(hold => !hold.IsInForce(now)).Select(Ended),
        ];
    }

    private static IEnumerable<RetentionWarning> Of(RetentionPlace place, RetentionPolicy policy)
    {
        if (policy.IsEmpty)
            yield return new($"{place}: nothing but the newest chain is asked for, which is more likely forgotten than meant: nothing is expired there", "say what is to be kept, for instance \"window\": \"14d\"");
        if (policy.MaximumAge < policy.Window)
            yield return new($"{place}: the maximum age, {SpanText.Of(policy.MaximumAge.Value)}, is shorter than the window, {SpanText.Of(policy.Window.Value)}: what the window needs stays, and each run names the conflict", "allow a greater age than the window, with the full before it, needs, or ask for a shorter window");
    }

    /// <summary>What a file here needs before it may go.</summary>
    private static IEnumerable<RetentionWarning> Copies(RetentionPolicy here, IEnumerable<(RetentionPlace Target, RetentionPolicy Policy)> targets, int places)
    {
        int wanted = here.CopiesWanted(hasTargets: places > 0);
        if (wanted > places)
            yield return new(string.Create(CultureInfo.InvariantCulture, $"here: {CountText.Of(wanted, "copy elsewhere is", "copies elsewhere are")} asked for, and there is room for {places}, one on each target or drive: no file here will ever go"), "define more targets, or ask for fewer copies");
        foreach ((RetentionPlace target, RetentionPolicy policy) in targets)
        {
            if (OfTarget(target, policy, here, places) is { } warning)
                yield return warning;
        }
    }

    /// <summary>That a target is to keep less than here. What it lets go is still expected here, and the next sync ships it anew; only a copy that every file here needs stays as long as that.</summary>
    /// <param name="target">The target.</param>
    /// <param name="policy">What it is to keep.</param>
    /// <param name="here">What is to be kept here.</param>
    /// <param name="places">In how many places copies can lie.</param>
    internal static RetentionWarning? OfTarget(RetentionPlace target, RetentionPolicy policy, RetentionPolicy here, int places)
    {
        if (Shorter(policy, here) is not { Length: > 0 } shorter)
            return null;

        string less = $"{target}: it is to keep less than here ({string.Join(", ", shorter)})";
        return here.CopiesWanted(hasTargets: places > 0) >= places
            ? new($"{less}, and a file here goes only with its copies: copies that are needed for that stay until the file here is gone", $"let {target} keep as long as here, or longer")
            : new($"{less}: what 'posbackup expire' removes there lies here still, so 'posbackup sync' ships it again, and so on each night", $"let {target} keep as long as here or longer in what is named, or let less be kept here");
    }

    /// <summary>That the copies on a target are not proven as often as a file here asks for, which goes only with proofs that are young enough.</summary>
    /// <param name="target">The target.</param>
    /// <param name="here">What is to be kept here.</param>
    public static RetentionWarning? OfProofs(TargetDefinition target, RetentionPolicy here)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(here);
        int? days = target.Verification.WholeWithinDays;
        if (here.CopiesWanted(hasTargets: true) == 0 || days < here.CopiesProvenWithin.TotalDays)
            return null;

        string often = days is { } within ? string.Create(CultureInfo.InvariantCulture, $"within {within}d") : "never";
        return new(
            $"{target.Name}: its copies are proven anew {often} (wholeWithin), and a file here goes only while proofs of it are younger than {SpanText.Of(here.CopiesProvenWithin)} (copiesProvenWithin): what is kept longer than that stays for good",
            $"let {target.Name} prove its copies more often ('posbackup target add {target.Name} --replace' with a shorter --whole-within), or let older proofs be good enough");
    }

    private static string[] Shorter(RetentionPolicy policy, RetentionPolicy here) =>
    [
        .. Less("window", policy.Window ?? TimeSpan.Zero, here.Window ?? TimeSpan.Zero),
        .. Less("keepLast", policy.KeepLast, here.KeepLast),
        .. Less("daily", policy.Daily, here.Daily),
        .. Less("weekly", policy.Weekly, here.Weekly),
        .. Less("monthly", policy.Monthly, here.Monthly),
        .. Less("yearly", policy.Yearly, here.Yearly),
        .. Less("minimumChains", policy.MinimumChains, here.MinimumChains),
        .. Less("maximumAge", policy.MaximumAge ?? TimeSpan.MaxValue, here.MaximumAge ?? TimeSpan.MaxValue),
        .. Less("droppedGrace", policy.DroppedGrace, here.DroppedGrace),
        .. Less("copyOnly", policy.CopyOnly == SetTreatment.Keep, here.CopyOnly == SetTreatment.Keep),
        .. Less("foreign", policy.Foreign == SetTreatment.Keep, here.Foreign == SetTreatment.Keep),
    ];

    private static string[] Less<T>(string property, T value, T here)
        where T : IComparable<T> => value.CompareTo(here) < 0 ? [property] : [];

    private static RetentionWarning Undefined(TargetTerms said) =>
        new($"{said.Target}: it has a policy, and no target of that name is defined: nothing is expired anywhere until that is put right", "correct the name; 'posbackup target list' shows those there are");

    private static RetentionWarning Ended(RetentionHold hold) =>
        new(string.Create(CultureInfo.InvariantCulture, $"the hold on set {hold.SetGuid} ended at {hold.Until:yyyy-MM-dd HH:mm zzz}: {hold.Reason}"), $"posbackup hold remove {hold.SetGuid}, or add it anew with a later end");
}
