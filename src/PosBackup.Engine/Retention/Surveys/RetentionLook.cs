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
    private (HeldMedia[] Known, HeldMedia[] Judged)? _media;
    private int _leftOut;
    private WantedMedia? _wanted;

    /// <summary>Targets that could not be looked at.</summary>
    public IReadOnlyList<PlaceResult> Failures => [.. _failures.Where(failure => options.Judges(failure.Place))];

    /// <summary>Targets that were.</summary>
    public IReadOnlyList<LookedAt> Targets => _seen;

    /// <summary>Their clocks.</summary>
    public TargetClocks Clocks => new(_seen, options.Store, clock);

    /// <summary>What was found in a place, and is of no use.</summary>
    public IReadOnlyList<RetentionNote> Notes(RetentionPlace place) => place.IsHere
        ? [.. _failures.Select(failure => new RetentionNote(failure.Code, $"the copies on {failure.Place} do not count, as it could not be looked at: {failure.Message}", failure.Hint)), .. OfLeftOut()]
        : [.. _seen.Where(target => target.Holdings.Place == place).SelectMany(target => target.Notes)];

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

    /// <summary>All that a plan is made of. What lies where is read once, for the first; a later one tells also what the clocks say that were asked since.</summary>
    public RetentionFacts Facts()
    {
        (HeldMedia[] known, HeldMedia[] judged) = _media ??= Media();
        return new RetentionFacts
        {
            Now = clock.GetUtcNow(),
            Places = [.. Places().Select(Clocks.In)],
            Known = known,
            Media = judged,
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
            yield return new RetentionNote(ErrorCode.None, string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(_leftOut, "of the files that the catalog expects lies", "of the files that the catalog expects lie")} in the folder of a target: what lies there is judged there, and counts as nothing here"), Hint: null);
    }

    private void Fail(TargetDefinition definition, ErrorCode code, string message, string? hint) =>
        _failures.Add(new PlaceResult { Place = new RetentionPlace(definition.Name), Outcome = RetentionOutcome.Failed, Code = code, Message = $"target {definition.Name}: {message}", Hint = hint });

    /// <summary>All that lies anywhere or is said to, and what of it is judged.</summary>
    private (HeldMedia[] Known, HeldMedia[] Judged) Media()
    {
        HeldMedia[] seen = [.. _here, .. _seen.SelectMany(target => target.Holdings.Media)];
        var unseen = new UnseenCopies(catalog.Copies(), catalog.ReadBacks(), options.Targets, options.Store, clock.GetUtcNow() - options.Policy.CopiesProvenWithin);
        HeldMedia[] known = [.. seen, .. unseen.Run(seen, [.. _seen.Select(target => target.Holdings.Place)], audit)];
        if (options.Databases.Count == 0)
            return (known, known);

        _wanted = new WantedMedia(options.Databases, known);
        return (known, [.. _wanted.Run()]);
    }

    private IEnumerable<PlaceFacts> Places()
    {
        if (options.Judges(RetentionPlace.Here))
            yield return new PlaceFacts { Place = RetentionPlace.Here, Policy = options.For(RetentionPlace.Here), FreeBytes = FreeHere(), WantedFreeBytes = options.WantedFreeBytes };

        foreach (LookedAt target in _seen.Where(target => options.Judges(target.Holdings.Place)))
        {
            yield return new PlaceFacts
            {
                Place = target.Holdings.Place,
                Policy = options.For(target.Holdings.Place),
                IsAppendOnly = target.Definition.AppendOnly,
                IsShippedTo = target.Holdings.IsShippedTo,
                Doubt = target.Holdings.Doubt ?? target.ClockFailure,
                FreeBytes = target.Holdings.Description.FreeBytes,
                WantedFreeBytes = options.WantedFreeBytes,
            };
        }
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
