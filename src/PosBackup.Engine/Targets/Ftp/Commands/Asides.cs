using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>Finds, at servers that refuse to replace, what a broken line left aside in the middle of a move (<see cref="AsideName"/>). At others it costs nothing.</summary>
internal static class Asides
{
    /// <summary>The file or folder. A file that was left aside gets its name back first, unless this account may not rename.</summary>
    public static async Task<TargetEntry?> FindAsync(this FtpSession session, TargetPath path, CancellationToken cancellationToken)
    {
        TargetEntry? there = await session.StatAsync(path, cancellationToken).ConfigureAwait(false);
        if (there is not null || !session.Traits.RefusesReplace)
            return there;
        if (await session.StatAsync(AsideName.Of(path), cancellationToken).ConfigureAwait(false) is not { IsFolder: false } left)
            return null;

        await session.BringBackAsync(path).ConfigureAwait(false);
        return left with { Path = path };
    }

    /// <summary>Whether a file has its name, given back if need be. Where that is refused, what is aside is the only one there is, and must not be taken for old.</summary>
    public static async Task<bool> HasItsNameAsync(this FtpSession session, TargetPath path, CancellationToken cancellationToken) =>
        await session.FindAsync(path, cancellationToken).ConfigureAwait(false) is { IsFolder: false } && await session.StatAsync(path, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Gives what is aside of a file its name; whoever cancels does not leave it half done.</summary>
    public static async Task BringBackAsync(this FtpSession session, TargetPath path)
    {
        FtpReply ready = await session.AskAsync("RNFR", session.Folder.Of(AsideName.Of(path)), CancellationToken.None).ConfigureAwait(false);
        if (ready.NeedsMore)
            _ = await session.AskAsync("RNTO", session.Folder.Of(path), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Removes what is aside of a file that has its name. What may not be removed costs space, and nobody gets to see it.</summary>
    public static async Task ForgetAsideAsync(this FtpSession session, TargetPath path, CancellationToken cancellationToken) =>
        _ = await session.AskAsync("DELE", session.Folder.Of(AsideName.Of(path)), cancellationToken).ConfigureAwait(false);

    /// <summary>Removes a file. What is aside of it goes first, or it would be taken for the file.</summary>
    public static async Task RemoveAsync(this FtpSession session, TargetPath path, CancellationToken cancellationToken)
    {
        if (session.Traits.RefusesReplace)
            await session.DeleteAsync(AsideName.Of(path), cancellationToken).ConfigureAwait(false);
        await session.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A listing as it is shown: a file that was moved aside under its own name, when nothing has that. Only shown: somebody may be just bringing the move to its end.</summary>
    public static IReadOnlyList<TargetEntry> Shown(this FtpSession session, List<TargetEntry> listed)
    {
        TargetEntry[] asides = [.. listed.Where(entry => AsideName.Is(entry.Path.Name))];
        if (asides.Length == 0)
            return listed;

        session.Traits.RefusesReplace = true;
        HashSet<TargetPath> names = [.. listed.Select(entry => entry.Path)];
        return
        [
            .. listed.Where(entry => !AsideName.Is(entry.Path.Name)),
            .. asides
                .Where(aside => !aside.IsFolder && AsideName.OwnerOf(aside.Path.Name) is { } owner && !names.Contains(aside.Path.WithName(owner)))
                .Select(aside => aside with { Path = aside.Path.WithName(AsideName.OwnerOf(aside.Path.Name)!) }),
        ];
    }
}
