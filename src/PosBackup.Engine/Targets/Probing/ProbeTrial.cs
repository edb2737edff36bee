using System.Globalization;
using System.Security.Cryptography;

namespace PosBackup.Engine.Targets.Probing;

/// <summary>One run of a probe: its files and what it has seen so far. The steps are called in their order.</summary>
internal sealed class ProbeTrial
{
    private const int PartLength = 8 * 1024;

    /// <summary>Time stamps of FAT are two seconds apart.</summary>
    private static readonly TimeSpan Coarse = TimeSpan.FromSeconds(2);

    /// <summary>An even second long ago, so that a stamp which was kept is not one which was made.</summary>
    private static readonly DateTimeOffset Stamp = new(2020, 2, 2, 20, 20, 20, TimeSpan.Zero);

    private readonly IBackupTarget _target;
    private readonly TimeProvider _clock;
    private readonly bool _appendOnly;
    private readonly ProbeFiles _files;
    private readonly byte[] _first = RandomNumberGenerator.GetBytes(2 * PartLength);
    private readonly byte[] _second = RandomNumberGenerator.GetBytes(PartLength);

    private TargetPath _at;
    private byte[] _content = [];

    public ProbeTrial(IBackupTarget target, TimeProvider clock, bool appendOnly)
    {
        (_target, _clock, _appendOnly) = (target, clock, appendOnly);
        _files = new ProbeFiles(target);
    }

    /// <summary>What the target says of itself, once it was asked.</summary>
    public TargetDescription? Description { get; private set; }

    /// <summary>Clock of the target minus ours, once a file was written.</summary>
    public TimeSpan? ClockSkew { get; private set; }

    /// <summary>What could not be removed.</summary>
    public IReadOnlyList<string> Left => _files.Left;

    /// <exception cref="TargetException">The step fails.</exception>
    public Task<ProbeStepResult> RunAsync(ProbeStep step, CancellationToken cancellationToken) => step switch
    {
        ProbeStep.Connect => ConnectAsync(cancellationToken),
        ProbeStep.Write => WriteAsync(cancellationToken),
        ProbeStep.ReadBack => CompareAsync(step, cancellationToken),
        ProbeStep.Continue => ContinueAsync(cancellationToken),
        ProbeStep.Rename => RenameAsync(cancellationToken),
        ProbeStep.Replace => ReplaceAsync(cancellationToken),
        ProbeStep.List => ListAsync(cancellationToken),
        ProbeStep.TimeStamp => TimeStampAsync(cancellationToken),
        ProbeStep.Hash => HashAsync(cancellationToken),
        _ => DeleteAsync(cancellationToken),
    };

    /// <summary>Removes what is there; what cannot be is in <see cref="Left"/>.</summary>
    public Task CleanUpAsync(CancellationToken cancellationToken) => _files.RemoveAsync(cancellationToken);

    private async Task<ProbeStepResult> ConnectAsync(CancellationToken cancellationToken)
    {
        Description = await _target.DescribeAsync(cancellationToken).ConfigureAwait(false);
        return Passed(ProbeStep.Connect, Description.Product);
    }

    private async Task<ProbeStepResult> WriteAsync(CancellationToken cancellationToken)
    {
        (_at, _content) = (_files.Next(), _first[..PartLength]);
        DateTimeOffset before = _clock.GetUtcNow();
        await PutAsync(_at, _content, PutMode.Create, offset: 0, stamp: null, cancellationToken).ConfigureAwait(false);
        DateTimeOffset after = _clock.GetUtcNow();
        if (await _target.StatAsync(_at, cancellationToken).ConfigureAwait(false) is not { IsFolder: false } entry)
            return Wrong(ProbeStep.Write, "the file that was written is not there", "look at the server's log, and for a virus scanner or an upload filter that takes files away");

        // A stamp from within the write says nothing about the clock but that it is right.
        ClockSkew = entry.ModifiedAt is not { } stamp ? null : stamp < before ? stamp - before : stamp > after ? stamp - after : TimeSpan.Zero;
        return entry.Length == _content.Length
            ? Passed(ProbeStep.Write)
            : Wrong(ProbeStep.Write, string.Create(CultureInfo.InvariantCulture, $"{_content.Length} bytes were written and acknowledged, the file has {entry.Length}"), "the server changes what it is given: look for a transfer in text mode, or a filter");
    }

    private async Task<ProbeStepResult> CompareAsync(ProbeStep step, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        Stream stream = await _target.OpenReadAsync(_at, offset: 0, length: null, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
            await stream.CopyToAsync(read, cancellationToken).ConfigureAwait(false);

        return read.GetBuffer().AsSpan(0, (int)read.Length).SequenceEqual(_content)
            ? Passed(step)
            : Wrong(step, "the bytes that come back are not those that were sent", "do not keep backups there before it is known why");
    }

    private async Task<ProbeStepResult> ContinueAsync(CancellationToken cancellationToken)
    {
        if (!Can(TargetFeatures.Continue))
            return NotChecked(ProbeStep.Continue, "the target cannot go on with a file: a broken upload begins anew");

        await PutAsync(_at, _first[PartLength..], PutMode.Continue, PartLength, stamp: null, cancellationToken).ConfigureAwait(false);
        _content = _first;
        return await CompareAsync(ProbeStep.Continue, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProbeStepResult> RenameAsync(CancellationToken cancellationToken)
    {
        TargetPath from = _at;
        TargetPath to = _files.Next();
        await _target.RenameAsync(from, to, cancellationToken).ConfigureAwait(false);
        _at = to;
        return await _target.StatAsync(from, cancellationToken).ConfigureAwait(false) is null && await _target.StatAsync(to, cancellationToken).ConfigureAwait(false) is { } entry && entry.Length == _content.Length
            ? Passed(ProbeStep.Rename)
            : Wrong(ProbeStep.Rename, "the rename was acknowledged, and the file is not under its new name alone", "look at the server's log");
    }

    private async Task<ProbeStepResult> ReplaceAsync(CancellationToken cancellationToken)
    {
        TargetPath other = _files.Next();
        await PutAsync(other, _second, PutMode.Create, offset: 0, Stamp, cancellationToken).ConfigureAwait(false);
        try
        {
            await _target.RenameAsync(other, _at, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException e) when (_appendOnly && e.Failure == TargetFailure.Denied)
        {
            (_at, _content) = (other, _second);
            return Passed(ProbeStep.Replace, "refused, as it has to be for an account that may only add");
        }

        _content = _second;
        ProbeStepResult result = await CompareAsync(ProbeStep.Replace, cancellationToken).ConfigureAwait(false);
        return _appendOnly && result.Outcome == ProbeOutcome.Passed
            ? Wrong(ProbeStep.Replace, "this account can replace files, though the target is defined as appendOnly", "take the right from the account at the server, or appendOnly from the definition")
            : result;
    }

    private async Task<ProbeStepResult> ListAsync(CancellationToken cancellationToken)
    {
        await foreach (TargetEntry entry in _target.ListAsync(TargetPath.Root, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Path == _at && !entry.IsFolder)
                return entry.Length == _content.Length ? Passed(ProbeStep.List) : Wrong(ProbeStep.List, string.Create(CultureInfo.InvariantCulture, $"the listing says {entry.Length} bytes of a file of {_content.Length}"), "look at the server's log");
        }

        return Wrong(ProbeStep.List, "the file is not in the listing of its folder", "look whether the server hides files");
    }

    private async Task<ProbeStepResult> TimeStampAsync(CancellationToken cancellationToken)
    {
        if (!Can(TargetFeatures.SetTime))
            return NotChecked(ProbeStep.TimeStamp, "the target gives files its own time");
        if (_content != _second)
            return NotChecked(ProbeStep.TimeStamp, "a step before it failed");

        TargetEntry? entry = await _target.StatAsync(_at, cancellationToken).ConfigureAwait(false);
        return entry?.ModifiedAt is { } stamp && (stamp - Stamp).Duration() <= Coarse
            ? Passed(ProbeStep.TimeStamp)
            : Wrong(ProbeStep.TimeStamp, string.Create(CultureInfo.InvariantCulture, $"the file was to be of {Stamp:u} and is of {entry?.ModifiedAt:u}"), "nothing depends on it; sort copies by their names");
    }

    private async Task<ProbeStepResult> HashAsync(CancellationToken cancellationToken)
    {
        if (!Can(TargetFeatures.ServerHash) || await _target.HashAsync(_at, cancellationToken).ConfigureAwait(false) is not { } hash)
            return NotChecked(ProbeStep.Hash, "the target computes no SHA-256: copies are proven by reading them back");

        return string.Equals(hash, Convert.ToHexStringLower(SHA256.HashData(_content)), StringComparison.Ordinal)
            ? Passed(ProbeStep.Hash)
            : Wrong(ProbeStep.Hash, "the SHA-256 that the target computes is not that of the file", "do not set verify.depth to serverHash here");
    }

    private async Task<ProbeStepResult> DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _target.DeleteAsync(_at, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException e) when (_appendOnly && e.Failure == TargetFailure.Denied)
        {
            return Passed(ProbeStep.Delete, "refused, as it has to be for an account that may only add");
        }

        if (await _target.StatAsync(_at, cancellationToken).ConfigureAwait(false) is not null)
            return Wrong(ProbeStep.Delete, "the removal was acknowledged, and the file is still there", "look at the server's log");
        if (_appendOnly)
            return Wrong(ProbeStep.Delete, "this account can remove files, though the target is defined as appendOnly", "take the right from the account at the server, or appendOnly from the definition");

        await _target.DeleteAsync(_at, cancellationToken).ConfigureAwait(false);
        return Passed(ProbeStep.Delete);
    }

    private async Task PutAsync(TargetPath path, byte[] content, PutMode mode, long offset, DateTimeOffset? stamp, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content, writable: false);
        await _target.PutAsync(path, stream, new PutRequest { Mode = mode, Offset = offset, Length = content.Length, ModifiedAt = stamp }, cancellationToken).ConfigureAwait(false);
    }

    private bool Can(TargetFeatures features) => Description?.Can(features) == true;

    private static ProbeStepResult Passed(ProbeStep step, string? message = null) => new(step, ProbeOutcome.Passed, Message: message);

    private static ProbeStepResult NotChecked(ProbeStep step, string why) => new(step, ProbeOutcome.NotChecked, Message: why);

    private static ProbeStepResult Wrong(ProbeStep step, string message, string hint) => new(step, ProbeOutcome.Failed, Message: message, Hint: hint);
}
