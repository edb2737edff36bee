using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Definitions.Rules;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>
/// What a store keeps, and what is on hold, from a JSON file (strict JSON, UTF-8, no comments, no trailing commas).
/// <code>
/// { "schema": 1,
///   "policy": { "window": "14d", "daily": 7, "weekly": 4, "monthly": 12, "minimumChains": 2, "maximumAge": "400d", "copies": 1, "copiesProvenWithin": "35d", "zone": "Europe/Berlin" },
///   "targets": { "hq": { "window": null, "monthly": 84, "maximumAge": null }, "sticks": { "daily": 0 } },
///   "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "audit of 2026", "until": "2027-01-31" } ] }
/// </code>
/// </summary>
/// <remarks>
/// <c>policy</c> is that of this machine; what it does not say has the default of <see cref="RetentionPolicy"/>. A target keeps the same, but for what is said under its name;
/// all drives of a target keep the same. Spans are texts such as <c>36h</c> or <c>14d</c>; null, for <c>window</c> and <c>maximumAge</c>, is none. <c>maximumDelete</c> is a text
/// such as <c>50%</c>. <c>copies</c> and <c>copiesProvenWithin</c> are about the files here, and stand in <c>policy</c> alone.
/// </remarks>
public sealed record RetentionFile
{
    /// <summary>The schema that this version reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>What is said of this machine.</summary>
    public RetentionTerms Policy { get; init; } = new();

    /// <summary>What is said of targets, in the order of the file; their names differ, also without regard to case.</summary>
    public IReadOnlyList<TargetTerms> Targets { get; init; } = [];

    /// <summary>
    /// Holds that stand in this file, ended ones too, in its order; each of another set. They hold as those of <see cref="HoldFile"/> do, which is where holds are put.
    /// </summary>
    public IReadOnlyList<RetentionHold> Holds { get; init; } = [];

    /// <summary>Whether it says nothing of what is to be kept.</summary>
    public bool IsSilent => Policy.IsEmpty && Targets.All(target => target.Terms.IsEmpty);

    /// <summary>What a place is to keep. What is said of copies holds here alone.</summary>
    public RetentionPolicy PolicyOf(RetentionPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var nothing = new RetentionPolicy();
        RetentionPolicy here = Policy.Over(nothing);
        if (place.IsHere)
            return here;

        RetentionTerms own = Targets.FirstOrDefault(target => IsNamed(target, place.Target))?.Terms ?? new RetentionTerms();
        return own.Over(here with { Copies = nothing.Copies, CopiesProvenWithin = nothing.CopiesProvenWithin });
    }

    /// <summary>The same file, with these terms in place of what it says of every place.</summary>
    public RetentionFile With(RetentionTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        RetentionTerms everywhere = terms with { Copies = null, CopiesProvenWithin = null };
        return this with { Policy = terms.Over(Policy), Targets = [.. Targets.Select(target => target with { Terms = everywhere.Over(target.Terms) })] };
    }

    /// <summary>All that has to hold in a file.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.RetentionFileInvalid"/>, with all that does not.</exception>
    public void Validate()
    {
        List<string> wrong = [.. Wrong("policy", Policy), .. Targets.SelectMany(target => Wrong(target.Target, target.Terms))];
        wrong.AddRange(Targets.Where(target => !TargetRules.IsName(target.Target)).Select(target => $"'{target.Target}' is no name of a target"));
        wrong.AddRange(Targets.Where(target => target.Terms is not { Copies: null, CopiesProvenWithin: null }).Select(target => $"{target.Target}: {CopiesRule}"));
        wrong.AddRange(Targets.GroupBy(target => target.Target, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => $"{group.Key} is there twice"));
        wrong.AddRange(HoldRules.OfAll(Holds));
        if (wrong.Count > 0)
            throw new PosBackupException(ErrorCode.RetentionFileInvalid, string.Join("; ", wrong), "correct what is named");
    }

    /// <summary>Whatever is said of a target has to be said of one there is: under a mistyped name, or of one that was renamed, it would be kept nowhere.</summary>
    /// <param name="targets">The targets that are defined.</param>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.RetentionFileInvalid"/>: it is not, of those that are named.</exception>
    public void RequireDefined(IReadOnlyCollection<TargetDefinition> targets)
    {
        string[] undefined = [.. Targets.Select(said => said.Target).Where(name => !targets.Any(target => TargetName.Comparer.Equals(target.Name, name)))];
        if (undefined.Length > 0)
            throw new PosBackupException(ErrorCode.RetentionFileInvalid, $"the file of retention says what {string.Join(", ", undefined)} is to keep, and no target of that name is defined", "correct the name in it; 'posbackup target list' shows those there are. Nothing is expired until then");
    }

    /// <summary>What a message says of copies in the policy of a target.</summary>
    internal static string CopiesRule => "'copies' and 'copiesProvenWithin' are about the files here: they belong into 'policy' alone";

    private static IEnumerable<string> Wrong(string where, RetentionTerms terms) =>
        terms.Mistakes().Select(mistake => $"{where}: '{mistake.Property.Name}' must be {mistake.Must}");

    private static bool IsNamed(TargetTerms target, string name) => string.Equals(target.Target, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What is said of one target.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Terms">What it keeps otherwise than this machine.</param>
public sealed record TargetTerms(string Target, RetentionTerms Terms);
