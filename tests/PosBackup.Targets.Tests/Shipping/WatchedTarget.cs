using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Wrappers;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>What a test does at a target from behind, at a moment of its choice.</summary>
internal sealed class Moments
{
    /// <summary>The target it is about; null for all.</summary>
    public string? Only { get; set; }

    /// <summary>After a media file was sent whole under its temporary name, or its tail was.</summary>
    public Action<TargetPath> AfterPut { get; set; } = _ => { };

    /// <summary>Before a media file gets its name.</summary>
    public Action<TargetPath> BeforeRename { get; set; } = _ => { };
}

/// <summary>The real target, with all that is around it, and a test that is told of what goes on.</summary>
internal sealed class WatchedTarget(IBackupTarget inner, Moments moments) : WrappedTarget(inner)
{
    public override async Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        await base.PutAsync(path, content, request, cancellationToken);
        if (IsMeant(path))
            moments.AfterPut(path);
    }

    public override Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken)
    {
        if (IsMeant(to))
            moments.BeforeRename(to);
        return base.RenameAsync(from, to, cancellationToken);
    }

    private bool IsMeant(TargetPath path) => (moments.Only ?? Name) == Name && !path.Name.Contains("manifest", StringComparison.Ordinal);
}
