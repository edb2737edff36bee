using System.Runtime.CompilerServices;

namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>
/// Tries again what the line broke, but for <see cref="IBackupTarget.PutAsync"/>: its content cannot be read twice, and what of it arrived has to be proven
/// first. Whoever puts resumes, with the same <see cref="RetryPolicy"/>.
/// </summary>
internal sealed class RetryingTarget(IBackupTarget inner, RetryPolicy policy) : WrappedTarget(inner)
{
    public override Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken) => policy.RunAsync(Inner.DescribeAsync, cancellationToken);

    /// <summary>
    /// A rename whose answer was lost may have happened; the next try then finds nothing to rename. It counts as done when the new name is there with the
    /// length of the old and is not what was there before, which is asked for: two more round trips, and never a wrong file taken for the right one because of its name.
    /// </summary>
    public override async Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken)
    {
        TargetEntry? before = await StatAsync(from, cancellationToken).ConfigureAwait(false);
        TargetEntry? replaced = await StatAsync(to, cancellationToken).ConfigureAwait(false);
        bool tried = false;
        await policy.RunAsync(
            async token =>
            {
                try
                {
                    await Inner.RenameAsync(from, to, token).ConfigureAwait(false);
                    return true;
                }
                catch (TargetException e) when (e.Failure == TargetFailure.Missing && tried && before is not null)
                {
                    if (await Inner.StatAsync(to, token).ConfigureAwait(false) is { IsFolder: false } there && there.Length == before.Length && !IsStill(replaced, there))
                        return true;
                    throw;
                }
                catch (TargetException e) when (e.IsTransient)
                {
                    tried = true;
                    throw;
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was under the new name before and looks as it did: nobody can say that the rename happened.</summary>
    private static bool IsStill(TargetEntry? before, TargetEntry now) => before is not null && before.Length == now.Length && before.ModifiedAt == now.ModifiedAt;

    /// <summary>The stream opens itself again where it stopped.</summary>
    public override async Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken)
    {
        Stream first = await policy.RunAsync(token => Inner.OpenReadAsync(path, offset, length, token), cancellationToken).ConfigureAwait(false);
        return new ReopeningStream(first, (at, left, token) => Inner.OpenReadAsync(path, at, left, token), policy.Begin(), offset, length);
    }

    public override Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken) =>
        policy.RunAsync(token => Inner.StatAsync(path, token), cancellationToken);

    /// <summary>A listing that broke off begins anew, and what was told is not told again.</summary>
    public override async IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new HashSet<TargetPath>();
        RetryRound round = policy.Begin();
        while (true)
        {
            TargetException? failure = null;
            IAsyncEnumerator<TargetEntry> entries = Inner.ListAsync(folder, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (entries.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await entries.MoveNextAsync().ConfigureAwait(false))
                            yield break;
                    }
                    catch (TargetException e) when (round.MayTryAgain(e))
                    {
                        failure = e;
                        break;
                    }

                    if (!told.Add(entries.Current.Path))
                        continue;
                    round.Progressed();
                    yield return entries.Current;
                }
            }

            await round.WaitAsync(failure, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task DeleteAsync(TargetPath path, CancellationToken cancellationToken) => policy.RunAsync(
        async token =>
        {
            await Inner.DeleteAsync(path, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public override Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken) =>
        policy.RunAsync(token => Inner.HashAsync(path, token), cancellationToken);

    public override Task<string?> SettleAsync(CancellationToken cancellationToken) => policy.RunAsync(Inner.SettleAsync, cancellationToken);
}
