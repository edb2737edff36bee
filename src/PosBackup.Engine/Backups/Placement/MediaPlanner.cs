namespace PosBackup.Engine.Backups.Placement;

/// <summary>
/// Decides where a set goes. Pure: what stands in the file was read before.
/// <code>
/// mode       nothing there   there, and it fits           there, and it does not fit
/// new file   new             refused: the file exists     refused: the file exists
/// append     new             append                       new file beside, and why
/// overwrite  swap            swap; INIT if not visible    refused: another database's, or no backup
/// </code>
/// </summary>
internal static class MediaPlanner
{
    /// <summary>What a file is called until it is verified and takes the name of the old one.</summary>
    public const string PartialExtension = ".partial";

    /// <summary>Plans.</summary>
    /// <param name="request">What is to be placed.</param>
    /// <param name="media">What stands in the file that was named, or in the newest one that append mode could use; null when there is none.</param>
    /// <exception cref="PosBackupException">InvalidOption or MediaMismatch: the set must not go there.</exception>
    public static MediaPlan Plan(MediaRequest request, MediaState? media) => request.Mode switch
    {
        BackupMode.Append => PlanAppend(request, media),
        BackupMode.Overwrite => PlanOverwrite(request, media),
        _ => PlanNew(request, media),
    };

    /// <summary>The file to look at before planning; null when append mode has to search the folder for the newest one that is ours.</summary>
    public static string? Candidate(MediaRequest request) => request switch
    {
        { MediaFile: { } file } => Into(request, file).Files[0],
        { Mode: BackupMode.Overwrite } => ServerPath.Join(request.Folder, BackupFileName.Lasting(request.Database, request.Kind)),
        _ => null,
    };

    private static MediaPlan PlanNew(MediaRequest request, MediaState? media)
    {
        if (request.MediaFile is not { } file)
            return NewFiles(request);

        return media is { Exists: true }
            ? throw new PosBackupException(ErrorCode.InvalidOption, $"{file} exists already", "Append to it, overwrite it, or name another file.")
            : Into(request, file);
    }

    private static MediaPlan PlanAppend(MediaRequest request, MediaState? media)
    {
        if (media is { Exists: false } && request.MediaFile is { } file)
            return Into(request, file);

        if (RollOverRules.Check(request, media) is { } rollOver)
            return NewFiles(request) with { RollOver = rollOver };

        return new MediaPlan { Files = media!.Files, Written = media.Files, Placing = Placing.Append };
    }

    private static MediaPlan PlanOverwrite(MediaRequest request, MediaState? media)
    {
        string file = Candidate(request)!;
        if (media is { Exists: true })
            CheckReplaceable(request, media, file);
        else if (!request.Visible)
            return Into(request, file);

        IReadOnlyList<BackupNote> notes = media is { Exists: true, IsOurs: false }
            ? [new BackupNote(ErrorCode.None, $"{file} was written by another tool; it is replaced, as asked")]
            : [];
        if (request.Visible)
            return new MediaPlan { Files = [file], Written = [Partial(file, request.Mark)], Placing = Placing.Swap, Replaces = media is { Exists: true }, Notes = notes };

        var warning = new BackupNote(
            ErrorCode.None,
            $"{file} is overwritten in place (INIT), because this machine does not see it: until the new set is whole there is none",
            "Use new files for an instance on another machine, or a folder that both machines reach by the same path.");
        return new MediaPlan { Files = [file], Written = [file], Placing = Placing.Init, Replaces = true, Notes = [.. notes, warning] };
    }

    private static void CheckReplaceable(MediaRequest request, MediaState media, string file)
    {
        if (media.Unreadable is { } why)
            throw Refused($"{file} is there and is no backup media that can be replaced: {why}");

        if (media.Stripes > 1)
            throw Refused($"{file} is one of {media.Stripes} stripes; replacing it alone would break the others");

        if (request.Family is { } family ? media.Families.Any(other => other != family) : media.Databases.Any(other => !string.Equals(other, request.Database, StringComparison.Ordinal)))
            throw Refused($"{file} holds backups of another database: {string.Join(", ", media.Databases.Distinct(StringComparer.Ordinal))}");
    }

    private static PosBackupException Refused(string message) => new(ErrorCode.MediaMismatch, message, "Move it away, or name another file.");

    private static MediaPlan NewFiles(MediaRequest request)
    {
        string folder = request.MediaFile is { } file ? ServerPath.Folder(file) : request.Folder;
        BackupFileName name = BackupFileName.For(request.Database, request.Kind, request.Now, request.Mark) with { Stripes = request.Stripes };
        string[] files = [.. Enumerable.Range(1, request.Stripes).Select(stripe => ServerPath.Join(folder, (name with { Stripe = stripe }).ToString()))];
        return new MediaPlan { Files = files, Written = files, Placing = Placing.New };
    }

    private static MediaPlan Into(MediaRequest request, string file)
    {
        string[] files = request.Stripes == 1
            ? [file]
            : [.. Enumerable.Range(1, request.Stripes).Select(stripe => Stripes.Name(file, stripe, request.Stripes))];
        return new MediaPlan { Files = files, Written = files, Placing = Placing.New };
    }

    private static string Partial(string file, Guid mark) => $"{file}.{BackupFileName.IdOf(mark)}{PartialExtension}";
}
