using System.Globalization;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Output;

/// <summary>The story of one set, or of all sets in one file: where it lies, whether it stays there, and by which rule in the end.</summary>
internal sealed class RetentionStory
{
    private readonly RetentionReport _report;
    private readonly HashSet<Guid> _sets;
    private readonly Dictionary<RetentionPlace, Dictionary<Guid, SetDecision>> _decisions = [];

    /// <param name="report">The plan of all places.</param>
    /// <param name="what">GUID of a set, or path or name of a file.</param>
    /// <exception cref="PosBackupException">BackupSetNotFound: nothing is called so anywhere.</exception>
    public RetentionStory(RetentionReport report, string what)
    {
        _report = report;
        MediaDecision[] media = [.. Plans().SelectMany(plan => plan.Media)];
        _sets = Guid.TryParse(what, out Guid guid)
            ? [.. media.SelectMany(one => one.Sets).Select(set => set.Set.SetGuid).Where(set => set == guid)]
            : [.. media.Where(one => one.Media.Files.Any(file => IsNamed(file.Path, what))).SelectMany(one => one.Sets).Select(set => set.Set.SetGuid)];
        if (_sets.Count == 0)
            throw new PosBackupException(ErrorCode.BackupSetNotFound, $"no set or file '{what}' lies here or on the targets that were reached", "Name a set by its GUID, or a file by its path; 'posbackup list' shows both.");

        foreach (PlacePlan plan in Plans())
        {
            var decisions = new Dictionary<Guid, SetDecision>();
            foreach (SetDecision set in plan.Media.SelectMany(one => one.Sets))
                decisions.TryAdd(set.Set.SetGuid, set);
            _decisions.Add(plan.Place, decisions);
        }
    }

    /// <summary>The report with nothing but what the story is about.</summary>
    public RetentionReport Told() => _report with
    {
        Places = [.. _report.Places.Select(place => place.Plan is { } plan ? place with { Plan = plan with { Media = [.. plan.Media.Where(IsAbout)] } } : place)],
    };

    /// <summary>The story.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (Guid set in _sets)
        {
            BackupSet told = _decisions.Values.Select(place => place.GetValueOrDefault(set)).OfType<SetDecision>().First().Set;
            yield return $"{told.Kind.ToString().ToLowerInvariant()} of {told.Database}, {told.FinishedAt ?? told.StartedAt}, set {set}";
            foreach (PlacePlan plan in Plans())
            {
                MediaDecision[] media = [.. plan.Media.Where(one => one.Sets.Any(other => other.Set.SetGuid == set))];
                if (media.Length == 0)
                {
                    yield return $"  {plan.Place}: not there";
                    continue;
                }

                foreach (MediaDecision one in media)
                {
                    yield return $"  {plan.Place}: {(one.IsRemoved ? "goes" : "stays")}: {string.Join(", ", one.Media.Files.Select(file => file.Path))}{Proof(one.Media)}";
                    foreach (string line in Because(plan.Place, set, one.IsRemoved))
                        yield return $"    {line}";
                }
            }
        }
    }

    private IEnumerable<string> Because(RetentionPlace place, Guid set, bool isRemoved)
    {
        SetDecision decision = _decisions[place][set];
        if (isRemoved)
            return [RetentionText.Of(decision.Removal)];

        return decision.Keeps.Select(reason => RetentionText.Of(reason) + Further(place, reason));
    }

    /// <summary>Why the set stays that needs this one, to the rule at the end.</summary>
    private string Further(RetentionPlace place, KeepReason reason)
    {
        string story = "";
        HashSet<Guid> seen = [];
        while (reason.For is { } needing && seen.Add(needing) && _decisions[place].TryGetValue(needing, out SetDecision? decision))
        {
            reason = decision.Keeps.FirstOrDefault(one => one.For is null) ?? decision.Keeps[0];
            story = string.Create(CultureInfo.InvariantCulture, $"; that {decision.Set.Kind.ToString().ToLowerInvariant()} of {decision.Set.FinishedAt ?? decision.Set.StartedAt} stays because {RetentionText.Of(reason)}");
        }

        return story;
    }

    private static string Proof(HeldMedia media)
    {
        string verdict = media.Verdict is { } one ? $"; verified: {one.ToString().ToLowerInvariant()}" : "; never verified";
        return media.Place.IsHere ? verdict
            : media.ProvenAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"; proven there {at:yyyy-MM-dd HH:mm:ssK}") : "; not proven there";
    }

    private bool IsAbout(MediaDecision media) => media.Sets.Any(set => _sets.Contains(set.Set.SetGuid));

    private static bool IsNamed(string path, string what) =>
        string.Equals(path, what, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Path.GetFullPath(path), Path.GetFullPath(what), StringComparison.Ordinal)
        || string.Equals(path[(path.LastIndexOfAny(['/', '\\']) + 1)..], what, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<PlacePlan> Plans() => _report.Places.Select(place => place.Plan).OfType<PlacePlan>();
}
