using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Definitions.Rules;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Transfers.Steps;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>One look at all places. Targets stay open until it is disposed of.</summary>
/// <param name="catalog">What is expected here, and what was proven where.</param>
/// <param name="opener">Makes targets.</param>
/// <param name="options">What is judged.</param>
/// <param name="audit">What the audit log tells.</param>
/// <param name="observer">What the operator sees.</param>
/// <param name="clock">The clock.</param>
internal sealed class RetentionLook(
    BackupCatalog catalog, ITargetOpener opener, RetentionOptions options, AuditFacts audit, IOperationObserver observer, TimeProvider clock) : IAsyncDisposable
{
    private readonly List<LookedAt> _seen = [];
    private readonly List<PlaceResult> _failures = [];
    private IReadOnlyList<HeldMedia> _here = [];
    private int _leftOut;
    private WantedMedia? _wanted;

    /// <summary>Targets that could not be looked at.</summary>
    public IReadOnlyList<PlaceResult> Failures => [.. _failures.Where(failure => options.Judges(failure.Place))];

    /// <summary>Targets that were.</summary>
    public IReadOnlyList<LookedAt> Targets => _seen;

    /// <summary>What was found in a place, and is of no use.</summary>
    public IReadOnlyList<RetentionNote> Notes(RetentionPlace place) => place.IsHere
        ? [.. _failures.Select(failure => new RetentionNote(failure.Code, $"the copies on {failure.Place} do not count, as it could not be looked at: {failure.Message}", failure.Hint)), .. OfLeftOut()]
        : [.. _seen.Where(target => target.Holdings.Place == place).SelectMany(target => target.Notes)];

    /// <summary>What a plan does not know that a run would ask first; null where it makes no difference: nothing goes there, or there is no clock to ask.</summary>
    public RetentionNote? UnaskedClocks(PlacePlan plan)
    {
        string[] asked = [.. _seen.Where(target => target.TellsTime).Select(target => target.Definition.Name)];
        return asked.Length == 0 || plan.Facts.IsAppendOnly || !plan.Removed.Any()
            ? null
            : new RetentionNote(ErrorCode.None, $"the clock here was not compared with that of {string.Join(", ", asked)}: it takes a small file there, and this was only a plan", "A run compares them first, and removes nothing where they disagree.");
    }

    /// <summary>That nothing but the clock here tells the time where something goes; null where a target's can be asked, or there is none. A clock is asked by a file that is removed again.</summary>
    public RetentionNote? OnlyClock(PlacePlan plan) =>
        _seen.Count == 0 || plan.Facts.IsAppendOnly || !plan.Removed.Any() || _seen.Exists(target => target.TellsTime)
            ? null
            : new RetentionNote(ErrorCode.None, $"nothing but the clock here tells the time: {string.Join(", ", _seen.Select(target => $"{target.Definition.Name} {(target.Definition.AppendOnly ? "may only be added to, and cannot be asked for its own" : "is defined as one whose clock tells nothing")}"))}", "Let a time server keep the clock of this machine right.");

    /// <summary>Looks.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Also at targets that are not judged: what lies there decides what may go elsewhere.
        foreach (TargetDefinition definition in options.Targets)
            await LookAsync(definition, cancellationToken).ConfigureAwait(false);

        var here = new LocalSurvey(catalog, TargetFolders.Of(options.Store, options.Targets, _seen.Select(target => target.Holdings.Description)), clock.GetUtcNow());
        _here = await here.LookAsync(audit, cancellationToken).ConfigureAwait(false);
        _leftOut = here.LeftOut;
    }

    /// <summary>Has the catalog count what was disproven at targets as proven no more: the next run of shipping reads it back, and sends it again.</summary>
    public void Unprove()
    {
        foreach (DisprovenCopy disproven in _seen.SelectMany(target => target.Holdings.Disproven).Where(disproven => disproven.Copy.IsProven))
            catalog.Record(disproven.Copy.WithoutProof());
    }

    /// <summary>All that a plan is made of.</summary>
    public RetentionFacts Facts()
    {
        List<PlaceFacts> places = [.. _seen.Where(target => options.Judges(target.Holdings.Place)).Select(FactsOf)];
        if (options.Judges(RetentionPlace.Here))
            places.Insert(0, WithClock(new PlaceFacts { Place = RetentionPlace.Here, Policy = options.For(RetentionPlace.Here), FreeBytes = FreeHere(), WantedFreeBytes = options.WantedFreeBytes }));

        HeldMedia[] seen = [.. _here, .. _seen.SelectMany(target => target.Holdings.Media)];
        var unseen = new UnseenCopies(catalog.Copies(), catalog.ReadBacks(), options.Targets, options.Store, clock.GetUtcNow() - options.Policy.CopiesProvenWithin);
        HeldMedia[] media = [.. seen, .. unseen.Run(seen, [.. _seen.Select(target => target.Holdings.Place)], audit)];
        return new RetentionFacts
        {
            Now = clock.GetUtcNow(),
            Places = places,
            Known = media,
            Media = options.Databases.Count == 0 ? media : [.. (_wanted = new WantedMedia(options.Databases, media)).Run()],
            Policy = options.Policy,
            HasTargets = options.Targets.Count > 0,
            Holds = options.Holds,
            Acknowledged = audit.Acknowledged,
            Refused = audit.Refused,
            BackedUp = audit.BackedUp,
        };
    }

    /// <summary>Plans, and leaves what is of other databases than were asked for.</summary>
    /// <param name="facts">Those of <see cref="Facts"/>.</param>
    public RetentionPlan Plan(RetentionFacts facts)
    {
        RetentionPlan plan = RetentionPlanner.Plan(facts);
        return _wanted is { } wanted ? WantedRemovals.Of(plan, wanted.IsWanted) : plan;
    }

    /// <summary>Asks the clocks of all targets where something is to be removed anywhere. One that disagrees holds all places back: nobody knows which is right.</summary>
    /// <returns>Whether anything was learned.</returns>
    public async Task<bool> AskClocksAsync(RetentionPlan plan, CancellationToken cancellationToken)
    {
        bool isTold = false;
        foreach (LookedAt target in _seen.Where(target => target.TellsTime && plan.Places.Any(place => place.Removed.Any())))
        {
            try
            {
                (target.Clock, target.ClockNote) = await TargetClock.AskAsync(target.Target, options.Store, cancellationToken).ConfigureAwait(false);
                isTold |= target.Clock is not null;
            }
            catch (PosBackupException e)
            {
                (target.ClockFailure, isTold) = ($"its clock cannot be asked: {e.Message}", true);
            }
        }

        return isTold;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (LookedAt target in _seen)
            await TargetClosing.CloseAsync(target.Target, observer).ConfigureAwait(false);
    }

    private async Task LookAsync(TargetDefinition definition, CancellationToken cancellationToken)
    {
        var operation = new Operation("look at", definition.Name);
        observer.Started(operation);
        IBackupTarget? target = null;
        try
        {
            if (AddressRules.Shared(options.Targets).FirstOrDefault(shared => shared.Target == definition).Before is { } same)
            {
                Fail(definition, ErrorCode.TargetFileInvalid, AddressRules.Rule(same), "Remove one of the two definitions.");
                return;
            }

            target = opener.Open(definition);
            RepositoryHoldings holdings = await new RepositorySurvey(catalog, definition, options.Store, clock.GetUtcNow()).LookAsync(target, audit, cancellationToken).ConfigureAwait(false);
            if (SeenBefore(holdings.Description) is { } before)
            {
                Fail(definition, ErrorCode.TargetFileInvalid, $"it leads to the folder of {before}, and a copy there would count as two", "Remove one of the two definitions.");
                return;
            }

            _seen.Add(new LookedAt(definition, target, holdings));
            target = null;
        }
        catch (PosBackupException e)
        {
            Fail(definition, e.Code, e.Message, e.Hint);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Fail(definition, ErrorCode.Unknown, Surprise.Of(e), Surprise.Hint);
        }
        finally
        {
            if (target is not null)
                await TargetClosing.CloseAsync(target, observer).ConfigureAwait(false);
            observer.Finished(operation);
        }
    }

    /// <summary>The target of which this is the folder as well, by whatever link; null when it is nobody's.</summary>
    private string? SeenBefore(TargetDescription description) => description.LocalFolder is { } folder
        ? _seen.Find(other => other.Holdings.Description.LocalFolder is { } known && PathIdentity.Comparer.Equals(RealPath.Of(known), RealPath.Of(folder)))?.Definition.Name
        : null;

    private IEnumerable<RetentionNote> OfLeftOut()
    {
        if (_leftOut > 0)
            yield return new RetentionNote(ErrorCode.None, string.Create(CultureInfo.InvariantCulture, $"{_leftOut} of the files that the catalog expects lie in the folder of a target: they are judged there, and count as nothing here"), Hint: null);
    }

    private void Fail(TargetDefinition definition, ErrorCode code, string message, string? hint) =>
        _failures.Add(new PlaceResult { Place = new RetentionPlace(definition.Name), Outcome = RetentionOutcome.Failed, Code = code, Message = $"target {definition.Name}: {message}", Hint = hint });

    private PlaceFacts FactsOf(LookedAt target) => WithClock(new PlaceFacts
    {
        Place = target.Holdings.Place,
        Policy = options.For(target.Holdings.Place),
        IsAppendOnly = target.Definition.AppendOnly,
        IsShippedTo = target.Holdings.IsShippedTo,
        Doubt = target.Holdings.Doubt ?? target.ClockFailure,
        FreeBytes = target.Holdings.Description.FreeBytes,
        WantedFreeBytes = options.WantedFreeBytes,
    });

    /// <summary>With the clock, of those that were asked, that is the farthest from ours.</summary>
    private PlaceFacts WithClock(PlaceFacts facts)
    {
        DateTimeOffset now = clock.GetUtcNow();
        LookedAt? worst = _seen.Where(target => target.Clock is not null).MaxBy(target => (now - target.Clock!.Value).Duration());
        return facts with { Clock = worst?.Clock, ClockOf = worst?.Definition.Name };
    }

    /// <summary>Of several disks the one with the least room.</summary>
    private long? FreeHere() => _here
        .SelectMany(media => media.Files)
        .Select(file => Path.GetDirectoryName(file.Path))
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Select(DiskSpace.Free)
        .Min();
}

/// <summary>A target that was looked at, and is open.</summary>
internal sealed class LookedAt(TargetDefinition definition, IBackupTarget target, RepositoryHoldings holdings)
{
    public TargetDefinition Definition => definition;

    public IBackupTarget Target => target;

    public RepositoryHoldings Holdings => holdings;

    /// <summary>Whether its clock can be asked, and means anything.</summary>
    public bool TellsTime => definition is { AppendOnly: false, IgnoreClock: false };

    /// <summary>What its clock showed; null while nobody asked, or it tells none.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>Why the clock could not be asked, and nothing may go; null when it could, or nobody asked.</summary>
    public string? ClockFailure { get; set; }

    /// <summary>Why the clock could not be asked, where that holds nothing back; null when it could, or nobody asked.</summary>
    public RetentionNote? ClockNote { get; set; }

    /// <summary>What is worth knowing of it.</summary>
    public IEnumerable<RetentionNote> Notes => [.. holdings.Problems.Select(note => new RetentionNote(note.Code, note.Message, note.Hint)), .. holdings.Disproven.Select(disproven => disproven.Note), .. ClockNote is { } note ? [note] : Array.Empty<RetentionNote>()];
}
