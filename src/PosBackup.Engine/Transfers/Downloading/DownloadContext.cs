using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets.Wrappers;

namespace PosBackup.Engine.Transfers.Downloading;

/// <summary>What all downloads of one run share.</summary>
internal sealed record DownloadContext
{
    public required RetryOptions Retry { get; init; }

    public required IOperationObserver Observer { get; init; }

    public required TimeProvider Clock { get; init; }
}
